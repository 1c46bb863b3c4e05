import { Context } from '@temporalio/activity'

const beatMilliseconds = 1000

/**
 * Runs `work` as a Temporal activity: it beats, by which a lost worker is noticed and a cancellation arrives, and
 * hands on the signal of that.
 */
export const inActivity = async <Result>(work: (signal: AbortSignal) => Promise<Result>): Promise<Result> => {
  const context = Context.current()
  const timer = setInterval(() => context.heartbeat(), beatMilliseconds)
  try {
    return await work(context.cancellationSignal)
  } catch (error) {
    if (context.cancellationSignal.aborted) await context.cancelled // rejects as Temporal wants to hear it
    throw error
  } finally {
    clearInterval(timer)
  }
}
