import { Problem } from '@slipway/domain'
import type { Database } from '@slipway/persistence'
import type { EngineActivities } from '@slipway/workflows'
import { ApplicationFailure } from '@temporalio/common'
import { closeOperation } from './close-operation.ts'
import { openOperation } from './open-operation.ts'

/** The engine's two activities that read and write the platform's records. A refusal is final: it is not retried. */
export const engineState = (
  database: Database,
): Pick<EngineActivities, 'openOperation' | 'closeOperation'> => ({
  openOperation: (operationId) => openOperation(database, operationId).catch(asFinal),
  closeOperation: (end) => closeOperation(database, end).catch(asFinal),
})

const asFinal = (error: unknown): never => {
  if (!(error instanceof Problem)) throw error
  throw ApplicationFailure.nonRetryable(error.words.what, error.code, error.data)
}
