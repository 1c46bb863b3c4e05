import { taskQueues, type AccessRequest } from '@slipway/workflows'
import { WorkflowIdConflictPolicy } from '@temporalio/client'
import type { Platform } from '../platform.ts'
import { asProblem } from './failures.ts'

/** A person waits for it; a worker that is away for longer is away. */
const patience = '60 seconds'

/** Lets the cluster sign the certificate of an access that is recorded, and waits for it. */
export const requestAccess = async (
  { temporal }: Platform,
  request: AccessRequest,
): Promise<{ certificate: string; authority: string }> => {
  try {
    return await temporal.workflow.execute<
      (request: AccessRequest) => Promise<{ certificate: string; authority: string }>
    >('signClusterAccess', {
      workflowId: `access/${request.accessId}`,
      taskQueue: taskQueues.control,
      args: [request],
      workflowExecutionTimeout: patience,
    })
  } catch (error) {
    throw asProblem(error)
  }
}

/** Lets the cluster forget the binding of an access, and waits for it. Repeatable. */
export const revokeAccess = async ({ temporal }: Platform, accessId: string): Promise<void> => {
  try {
    await temporal.workflow.execute('revokeClusterAccess', {
      workflowId: `access/${accessId}/revoke`,
      taskQueue: taskQueues.control,
      args: [accessId],
      workflowIdConflictPolicy: WorkflowIdConflictPolicy.USE_EXISTING,
      workflowExecutionTimeout: patience,
    })
  } catch (error) {
    throw asProblem(error)
  }
}
