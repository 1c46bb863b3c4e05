import type { Failure, Outcome, Plan, Step } from '@slipway/domain'
import type { ActivityDeps } from '../deps.ts'

/** One step on the cluster, as its action sees it. */
export interface Work {
  readonly deps: ActivityDeps
  readonly operationId: string
  readonly plan: Plan
  readonly step: Step
  /** Aborted when the operation is cancelled or the worker ends. */
  readonly signal: AbortSignal
  /** Writes a line into the step's log. */
  say(text: string): void
}

export interface Done {
  outcome: Extract<Outcome, 'changed' | 'same'>
  outputs?: Failure['data']
}

/**
 * What an action does. It observes first, so that what was done before is `same`. Throws a Problem for what is the
 * step's failure.
 */
export type Action = (work: Work) => Promise<Done>
