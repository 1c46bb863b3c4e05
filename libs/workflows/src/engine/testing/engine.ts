import type { Client } from '@temporalio/client'
import { bundleWorkflowCode, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker'
import { randomUUID } from 'node:crypto'
import { workflowsPath } from '../../workflows-path.ts'
import { taskQueues, workflowIdOf } from '../contract.ts'
import type { World } from './world.ts'

Runtime.install({ logger: new DefaultLogger('ERROR'), shutdownSignals: [] })

let code: ReturnType<typeof bundleWorkflowCode> | undefined
/** The workflows as a worker loads them; made once for a process. */
export const workflowCode = (): ReturnType<typeof bundleWorkflowCode> =>
  (code ??= bundleWorkflowCode({ workflowsPath, logger: new DefaultLogger('ERROR') }))

/** Workers for both queues on that server, with the world's activities, for as long as `work` takes. */
export const withWorkers = async <Result>(
  address: string,
  world: Pick<World, 'activities'>,
  work: () => Promise<Result>,
): Promise<Result> => {
  const connection = await NativeConnection.connect({ address })
  try {
    const options = {
      connection,
      activities: { ...world.activities },
      maxHeartbeatThrottleInterval: '500ms',
    } as const
    const workflowBundle = await workflowCode()
    const control = await Worker.create({ ...options, taskQueue: taskQueues.control, workflowBundle })
    const runner = await Worker.create({ ...options, taskQueue: taskQueues.runner })
    return await runner.runUntil(control.runUntil(work))
  } finally {
    await connection.close()
  }
}

export const start = (client: Client, operationId: string = randomUUID()) =>
  client.workflow.start('runOperation', {
    workflowId: workflowIdOf(operationId),
    taskQueue: taskQueues.control,
    args: [operationId],
  })
