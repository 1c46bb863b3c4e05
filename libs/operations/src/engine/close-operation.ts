import type { Failure, OperationState } from '@slipway/domain'
import {
  cells,
  Cluster,
  end,
  lockOperation,
  Operation,
  releaseClaims,
  type ClusterState,
  type Database,
  type EntityManager,
} from '@slipway/persistence'

export interface OperationEnd {
  operationId: string
  state: Exclude<OperationState, 'running'>
  failure?: Failure | undefined
}

/**
 * Ends an operation: its state and failure, its claims free, its cluster's state, and an end in the ledger for what
 * was under way. Repeatable; the first end stands.
 */
export const closeOperation = (
  database: Database,
  { operationId, state, failure }: OperationEnd,
): Promise<void> =>
  database.transaction(async (em) => {
    const operation = await lockOperation(em, operationId)
    if (operation?.state !== 'running') return
    await endWhatRuns(em, operationId)
    await em.nativeUpdate(
      Operation,
      { id: operationId },
      { state, failure: failure ?? null, endedAt: new Date() },
    )
    await releaseClaims(em, operationId)
    await em.nativeUpdate(
      Cluster,
      { id: operation.cluster, state: { $ne: 'deleted' } },
      { state: clusterStateAfter(operation.verb, state) },
    )
  })

const endWhatRuns = async (em: EntityManager, operation: string): Promise<void> => {
  for (const { step, target, state } of await cells(em, operation))
    if (state === 'running')
      await end(em, {
        operation,
        step,
        target,
        outcome: 'failed',
        failure: { code: 'operation/Interrupted', data: {} },
      })
}

/** A cluster of which nobody knows that it is as it should be is failed, until an operation on it succeeds. */
const clusterStateAfter = (verb: string, state: OperationEnd['state']): ClusterState => {
  if (state !== 'succeeded') return 'failed'
  return verb === 'delete' ? 'deleted' : 'running'
}
