import type { Failure } from '@slipway/domain'
import { ApplicationFailure, CancellationScope, isCancellation } from '@temporalio/workflow'
import { records } from './activities.ts'
import { runPlan } from './run-plan.ts'

/**
 * Runs the plan of an operation to its end. It knows no verb: what is done is in the plan, and what is finished is in
 * the ledger, so that it can begin anew from nothing but the operation's id. It ends as Completed, as Failed with the
 * code of the first failure, or as Cancelled; the record of the operation is closed before in each case.
 */
export const runOperation = async (operationId: string): Promise<void> => {
  const close = (end: { state: 'succeeded' | 'failed' | 'cancelled'; failure?: Failure }): Promise<void> =>
    CancellationScope.nonCancellable(() => records.closeOperation({ operationId, ...end }))
  let failure: Failure | undefined
  try {
    failure = await runPlan(operationId)
  } catch (error) {
    if (isCancellation(error)) await close({ state: 'cancelled' })
    throw error
  }
  await close(failure ? { state: 'failed', failure } : { state: 'succeeded' })
  if (failure) throw ApplicationFailure.nonRetryable(failure.code, failure.code)
}
