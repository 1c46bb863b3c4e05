import { refuse } from '@slipway/domain'
import { everything, findOperation, findPlan, finishedPairs, type Database } from '@slipway/persistence'
import { progressOf, type Progress } from '@slipway/workflows'

/** Plan and ledger of an open operation: all that the engine needs, also after Temporal's data were lost. */
export const openOperation = async (database: Database, operationId: string): Promise<Progress> => {
  const em = database.fork(everything)
  const operation = await findOperation(em, operationId)
  if (operation?.state !== 'running') throw refuse('conflict', 'operation/Ended', { operation: operationId })
  const plan = await findPlan(em, operation.plan)
  if (!plan) throw refuse('damaged', 'operation/PlanUnknown', { plan: operation.plan })
  return progressOf(plan.document, await finishedPairs(em, operationId))
}
