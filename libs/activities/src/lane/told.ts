import { Problem } from '@slipway/domain'
import { ApplicationFailure } from '@temporalio/common'

/**
 * A Problem as Temporal hands it to who waits for the result: its code as the type, its data as detail, and not tried
 * again.
 */
export const asTold = async <Result>(work: Promise<Result>): Promise<Result> => {
  try {
    return await work
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    throw ApplicationFailure.nonRetryable(error.words.what, error.code, error.data)
  }
}
