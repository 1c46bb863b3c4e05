import type { Tool } from '@slipway/domain'
import { ActivityCancellationType, proxyActivities, type ActivityOptions } from '@temporalio/workflow'
import type { StepResult } from '@slipway/domain'
import { taskQueues, type EngineActivities, type Lane } from './contract.ts'
import { summaryOf } from './details.ts'

/** What an activity throws is nobody's result: a worker that died, a database out of reach. It is called again. */
const untilItAnswers: ActivityOptions['retry'] = {
  initialInterval: '1s',
  backoffCoefficient: 2,
  maximumInterval: '15s',
}

export const records = proxyActivities<Pick<EngineActivities, 'openOperation' | 'closeOperation'>>({
  taskQueue: taskQueues.control,
  startToCloseTimeout: '10 seconds',
  retry: untilItAnswers,
})

/**
 * Runs a lane by its tool, which beats at least every second: a worker that is gone is noticed by that. Cancelled, it
 * settles when the tool has really let go of the hosts.
 */
export const runLane = (tool: Tool, lane: Lane): Promise<StepResult[]> => {
  const tools = proxyActivities<Pick<EngineActivities, Tool>>({
    taskQueue: tool === 'ansible' ? taskQueues.runner : taskQueues.control,
    heartbeatTimeout: '5 seconds',
    startToCloseTimeout: '24 hours',
    retry: untilItAnswers,
    cancellationType: ActivityCancellationType.WAIT_CANCELLATION_COMPLETED,
    summary: summaryOf(lane),
  })
  return tools[tool](lane)
}
