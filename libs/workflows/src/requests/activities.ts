import { proxyActivities } from '@temporalio/workflow'
import { taskQueues } from '../engine/contract.ts'
import type { RequestActivities } from './contract.ts'

/** Somebody waits for the answer: what does not come within a few minutes is a failure that is told. */
export const requests = proxyActivities<RequestActivities>({
  taskQueue: taskQueues.control,
  heartbeatTimeout: '5s',
  startToCloseTimeout: '2 minutes',
  scheduleToCloseTimeout: '5 minutes',
  retry: { initialInterval: '1s', backoffCoefficient: 2, maximumInterval: '15s' },
})
