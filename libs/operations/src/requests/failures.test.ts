import { Problem, refuse } from '@slipway/domain'
import { ActivityFailure, ApplicationFailure, ServiceError, WorkflowFailedError } from '@temporalio/client'
import { expect, test } from 'vitest'
import { asProblem } from './failures.ts'

const failed = (cause: Error) => new WorkflowFailedError('failed', cause, 'NON_RETRYABLE_FAILURE')

test('a refusal of an activity is the same refusal to who asked', () => {
  const cause = ApplicationFailure.nonRetryable('words', 'host/Unreachable', { host: 'a' })
  const activity = new ActivityFailure('failed', 'signAccess', '1', 'NON_RETRYABLE_FAILURE', '', cause)
  expect(asProblem(failed(activity))).toMatchObject({ code: 'host/Unreachable', data: { host: 'a' } })
})

test('a server or worker that does not answer is said to be out of reach', () => {
  for (const error of [new ServiceError('no'), failed(new Error('timed out'))]) {
    const problem = asProblem(error)
    expect(problem).toBeInstanceOf(Problem)
    expect(problem).toMatchObject({ code: 'operation/TemporalUnreachable', kind: 'unavailable' })
  }
})

test('what is neither stays as it is', () => {
  const [mistake, problem] = [new TypeError('x'), refuse('conflict', 'operation/Ended', { operation: 'x' })]
  expect(asProblem(mistake)).toBe(mistake)
  expect(asProblem(problem)).toBe(problem)
})
