import { Problem, refuse, type Failure } from '@slipway/domain'
import { ApplicationFailure, ServiceError, WorkflowFailedError } from '@temporalio/client'

/**
 * What a request's failure is to who asked: the code and data that its activity gave (an ApplicationFailure's type
 * and first detail), or `operation/TemporalUnreachable` where nobody answered.
 */
export const asProblem = (error: unknown): unknown => {
  if (error instanceof Problem) return error
  for (let cause: unknown = error; cause instanceof Error; cause = cause.cause) {
    if (!(cause instanceof ApplicationFailure) || !/^[a-z][a-z-]*\/[A-Z]/.test(cause.type ?? '')) continue
    return refuse('unavailable', cause.type as string, (cause.details?.[0] ?? {}) as Failure['data'])
  }
  if (error instanceof ServiceError || error instanceof WorkflowFailedError)
    return refuse('unavailable', 'operation/TemporalUnreachable', { reason: reasonOf(error) })
  return error
}

const reasonOf = (error: Error): string =>
  error.cause instanceof Error ? error.cause.message : error.message
