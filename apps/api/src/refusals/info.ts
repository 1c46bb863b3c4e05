import type { Failure } from '@slipway/domain'
import { words } from '@slipway/words'
import type { FailureInfo } from './types.ts'

/** A failure of the ledger or of a host, with its words in English. */
export const infoOf = (failure: Failure | null | undefined): FailureInfo | null =>
  failure ? { ...failure, message: words('en', failure.code, failure.data).what } : null
