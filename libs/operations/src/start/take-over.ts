import { refuse } from '@slipway/domain'
import type { Operation } from '@slipway/persistence'
import { workflowIdOf } from '@slipway/workflows'
import { WorkflowFailedError, WorkflowNotFoundError } from '@temporalio/client'
import { setTimeout as pause } from 'node:timers/promises'
import { closeOperation } from '../engine/close-operation.ts'
import type { Platform } from '../platform.ts'

/** A step that is told to end lets its program end in order; after that long it is for the caller to come again. */
const patienceMs = 120_000

/**
 * Ends the operation that holds a cluster: cancels its workflow, waits until nothing of it runs, and sees that it is
 * closed and its claims are free. Repeatable. Throws `operation/HolderStillRuns` when it takes too long.
 */
export const takeOver = async ({ temporal, database }: Platform, holder: Operation): Promise<void> => {
  const handle = temporal.workflow.getHandle(workflowIdOf(holder.id))
  const ended = await Promise.race([
    handle
      .cancel()
      .then(() => handle.result())
      .then(() => true)
      .catch(endedAnyway),
    pause(patienceMs, false, { ref: false }),
  ])
  if (!ended) throw refuse('unavailable', 'operation/HolderStillRuns', { holder: holder.id })
  // a workflow that was never started, or that Temporal lost, has closed nothing
  await closeOperation(database, { operationId: holder.id, state: 'cancelled' })
}

const endedAnyway = (error: unknown): true => {
  if (error instanceof WorkflowFailedError || error instanceof WorkflowNotFoundError) return true
  throw error
}
