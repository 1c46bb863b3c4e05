import { CancelledFailure, Context } from '@temporalio/activity'

/** What a long activity has to mind. */
export interface Attention {
  heartbeat(): void
  /** Aborted when the activity is to end. */
  signal: AbortSignal
  /** cancel: its work is not wanted any more; detach: somebody else goes on with it. */
  why(): 'cancel' | 'detach'
  /** What it throws to end. */
  failure(): Error
}

export const attentionOfActivity = (): Attention => {
  const context = Context.current()
  return {
    heartbeat: () => context.heartbeat(),
    signal: context.cancellationSignal,
    why: () => (context.cancellationDetails?.cancelRequested ? 'cancel' : 'detach'),
    failure: () =>
      context.cancellationSignal.reason instanceof Error
        ? context.cancellationSignal.reason
        : new CancelledFailure('CANCELLED'),
  }
}
