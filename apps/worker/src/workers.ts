import type { Settings } from '@slipway/settings'
import { taskQueues } from '@slipway/workflows'
import { Worker, type NativeConnection } from '@temporalio/worker'
import type { Activities } from './activities.ts'

export interface Workers {
  /** Resolves when both have ended in order; rejects where one failed for good. */
  ended: Promise<void>
  shutdown(): void
}

export interface WorkersOptions {
  settings: Settings
  connection: NativeConnection
  activities: Activities
  /** The file of the workflows: see `workflowCode`. */
  codePath: string
}

/**
 * A worker for workflows and short activities, and one with few slots for what drives hosts. A worker that ends lets
 * go of its activities at once: runs on hosts go on under their own supervisor, and the next worker attaches to them.
 */
export const startWorkers = async ({
  settings,
  connection,
  activities,
  codePath,
}: WorkersOptions): Promise<Workers> => {
  const shared = {
    connection,
    namespace: settings.temporal.namespace,
    shutdownGraceTime: 0,
    shutdownForceTime: '20s',
    // heartbeats are due within 5 s: sent each second, a busy machine may be late
    maxHeartbeatThrottleInterval: '1s',
  } as const
  const control = await Worker.create({
    ...shared,
    taskQueue: taskQueues.control,
    workflowBundle: { codePath },
    activities: activities.control,
    maxConcurrentActivityTaskExecutions: settings.worker.activities,
    // how long a workflow waits for the worker that had it, before any other takes it
    stickyQueueScheduleToStartTimeout: '1s',
  })
  const runner = await Worker.create({
    ...shared,
    taskQueue: taskQueues.runner,
    activities: activities.runner,
    maxConcurrentActivityTaskExecutions: settings.worker.runs,
  })
  const workers = [control, runner]
  const shutdown = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown()
  }
  // where one fails for good, the other ends too
  const runs = workers.map((worker) => worker.run().finally(shutdown))
  return {
    ended: Promise.allSettled(runs).then((ends) => {
      for (const end of ends) if (end.status === 'rejected') throw end.reason
    }),
    shutdown,
  }
}
