import {
  everything,
  findOperation,
  openOperations,
  type Database,
  type Operation,
} from '@slipway/persistence'
import { workflowIdOf } from '@slipway/workflows'
import { WorkflowIdReusePolicy, type Client } from '@temporalio/client'
import { factsAwaited, startFacts } from '../requests/facts.ts'
import { startWorkflow } from '../workflow/start-workflow.ts'

export interface Swept {
  /** Ids of operations whose workflow was started. */
  operations: string[]
  /** Ids of hosts whose facts were asked for again. */
  hosts: string[]
}

/**
 * Starts what should be under way and is not: a crash came between commit and start, Temporal's data were lost, or
 * somebody terminated a workflow by hand. Any number of sweeps at once do no harm.
 */
export const sweep = async (database: Database, temporal: Client): Promise<Swept> => {
  const em = database.fork(everything)
  const swept: Swept = { operations: [], hosts: [] }
  for (const operation of await openOperations(em))
    if ((await startWorkflow(temporal, operation)) || (await startAgain(database, temporal, operation)))
      swept.operations.push(operation.id)
  for (const host of await factsAwaited(em)) if (await startFacts(temporal, host)) swept.hosts.push(host)
  return swept
}

/** Where the workflow has ended without closing the operation. */
const startAgain = async (database: Database, temporal: Client, operation: Operation): Promise<boolean> => {
  const { status } = await temporal.workflow.getHandle(workflowIdOf(operation.id)).describe()
  if (status.name === 'RUNNING' || status.name === 'CONTINUED_AS_NEW') return false
  const now = await findOperation(database.fork(everything), operation.id)
  if (now?.state !== 'running') return false
  return startWorkflow(temporal, operation, WorkflowIdReusePolicy.ALLOW_DUPLICATE)
}
