import { CancelledFailure } from '@temporalio/activity'
import { ActivityCancellationDetails } from '@temporalio/common'
import { MockActivityEnvironment } from '@temporalio/testing'
import { expect, test } from 'vitest'
import { attentionOfActivity } from './attention.ts'

/** What an activity sees when Temporal ends it so. */
const whenEnded = async (
  reason: string,
  details: ConstructorParameters<typeof ActivityCancellationDetails>[0],
) => {
  const environment = new MockActivityEnvironment()
  const seen = await environment.run(async () => {
    const attention = attentionOfActivity()
    expect(attention.signal.aborted).toBe(false)
    environment.cancel(reason as 'CANCELLED', new ActivityCancellationDetails(details))
    return { why: attention.why(), aborted: attention.signal.aborted, failure: attention.failure() }
  })
  return seen as { why: string; aborted: boolean; failure: Error }
}

test('a cancelled activity ends its run', async () => {
  const seen = await whenEnded('CANCELLED', { cancelRequested: true })
  expect(seen).toMatchObject({ why: 'cancel', aborted: true })
  expect(seen.failure).toBeInstanceOf(CancelledFailure)
})

test.each([
  ['WORKER_SHUTDOWN', { workerShutdown: true }],
  ['TIMED_OUT', { timedOut: true }],
  ['NOT_FOUND', { notFound: true }],
  ['RESET', { reset: true }],
])('an activity that others go on with leaves its run: %s', async (reason, details) => {
  expect(await whenEnded(reason, details)).toMatchObject({ why: 'detach', aborted: true })
})
