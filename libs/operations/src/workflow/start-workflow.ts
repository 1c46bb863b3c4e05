import type { Operation } from '@slipway/persistence'
import { taskQueues, workflowIdOf } from '@slipway/workflows'
import { WorkflowExecutionAlreadyStartedError, WorkflowIdReusePolicy, type Client } from '@temporalio/client'

/** Who asks waits no longer: what is not started by then, the sweep starts. */
export const startPatienceMs = 5_000

/** Starts an operation's workflow; where one of that operation is known to Temporal, does nothing and gives false. */
export const startWorkflow = async (
  temporal: Client,
  { id, verb, requestedBy }: Pick<Operation, 'id' | 'verb' | 'requestedBy'>,
  reuse: WorkflowIdReusePolicy = WorkflowIdReusePolicy.REJECT_DUPLICATE,
): Promise<boolean> => {
  try {
    await temporal.withDeadline(Date.now() + startPatienceMs, () =>
      temporal.workflow.start('runOperation', {
        workflowId: workflowIdOf(id),
        taskQueue: taskQueues.control,
        args: [id],
        workflowIdReusePolicy: reuse,
        staticSummary: `${verb}, asked for by ${requestedBy}`,
      }),
    )
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}
