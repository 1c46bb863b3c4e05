import { isFinished, retriesOf, retryDelaySeconds, type Failure, type StepResult } from '@slipway/domain'
import type { Lane, Progress } from './contract.ts'
import { takeLanes } from './lanes.ts'
import { describe, isUntouched, isWhole, openSteps, stepOf, type StepProgress } from './progress.ts'

/** Pairs that failed and are to be tried again after a while. */
export interface Retry {
  seconds: number
  pairs: { step: string; target: string }[]
}

/**
 * A plan under way, at the level of (step, target) pairs. It only computes: results go in, lanes that can start come
 * out, and the same results in the same order always give the same lanes. A pair is ready when every step that it
 * comes `after` is finished on all its targets and the step that it `follows` is finished on the same target. The
 * work of a whole operation grows with its pairs, however many results come.
 */
export interface Schedule {
  /** Every lane that can start now; they count as running from here on. */
  take(): Lane[]
  /** Targets that finished the last step of a lane which still runs for others. */
  advance(results: readonly StepResult[], lanes: Iterable<Lane>): void
  /** A lane has ended with these results; gives what is to be tried again. */
  end(lane: Lane, results: readonly StepResult[]): Retry[]
  /** The time of a retry has come. */
  again(retry: Retry): void
  /** Of these lanes, which all run: those that wait in vain, since nothing else runs or can begin that they serve. */
  inVain(running: Iterable<Lane>): Lane[]
  /** Whether a pair is ready or waits to be tried again: there is more to do, now or later. */
  hasMore(): boolean
  /** Why it cannot come to its end: the first failure that is not tried again. */
  failure(): Failure | undefined
  isFinished(): boolean
  describe(): string
}

export const openSchedule = (operationId: string, progress: Progress): Schedule => {
  const steps = openSteps(progress)
  const all = [...steps.values()]
  let first: Failure | undefined

  const offer = (step: StepProgress, target: string): void => {
    if (step.waiting > 0 || !isUntouched(step, target)) return
    const { follows } = step.step
    if (follows === null || stepOf(steps, follows).finished.has(target)) step.ready.add(target)
  }
  const offerAll = (step: StepProgress): void => {
    for (const target of step.members) offer(step, target)
  }
  const finish = (step: StepProgress, target: string): void => {
    if (!step.members.has(target) || step.finished.has(target)) return
    step.running.delete(target)
    step.ready.delete(target)
    step.finished.add(target)
    for (const next of step.followers) if (next.members.has(target)) offer(next, target)
    if (!isWhole(step)) return
    for (const next of step.after) if (--next.waiting === 0) offerAll(next)
  }
  const fail = (step: StepProgress, target: string, failure: Failure): number | undefined => {
    const attempt = (step.attempts.get(target) ?? 0) + 1
    step.attempts.set(target, attempt)
    step.ready.delete(target)
    if (attempt <= retriesOf(failure)) {
      step.pausing.add(target)
      return retryDelaySeconds(attempt)
    }
    step.failed.set(target, failure)
    first ??= failure
    return undefined
  }
  const endTarget = (way: readonly StepProgress[], target: string, results: readonly StepResult[]): Lost => {
    const byStep = new Map(results.map((result) => [result.step, result]))
    for (const step of way) if (!step.finished.has(target)) step.running.delete(target)
    for (const step of way) {
      if (step.finished.has(target)) continue
      const result = byStep.get(step.step.name)
      if (result && isFinished(result.outcome)) {
        finish(step, target)
        continue
      }
      const seconds = fail(step, target, result?.failure ?? unreported(step, target))
      return seconds === undefined ? undefined : { seconds, step: step.step.name, target }
    }
    return undefined
  }

  const hasMore = (): boolean => all.some(({ ready, pausing }) => ready.size + pausing.size > 0)

  for (const step of all) offerAll(step)
  return {
    take: () => all.flatMap((step) => takeLanes(operationId, step)),
    advance: (results, lanes) => {
      const running = [...lanes]
      for (const { step, target, outcome } of results) {
        const lane = running.find((one) => one.steps.at(-1) === step && one.targets.includes(target))
        if (lane && isFinished(outcome)) for (const name of lane.steps) finish(stepOf(steps, name), target)
      }
    },
    end: (lane, results) => {
      const way = lane.steps.map((name) => stepOf(steps, name))
      const byTarget = Map.groupBy(results, ({ target }) => target)
      const lost = lane.targets.map((target) => endTarget(way, target, byTarget.get(target) ?? []))
      return [
        ...Map.groupBy(
          lost.filter((one) => one !== undefined),
          ({ seconds }) => seconds,
        ),
      ].map(([seconds, pairs]) => ({ seconds, pairs: pairs.map(({ step, target }) => ({ step, target })) }))
    },
    again: ({ pairs }) => {
      for (const { step: name, target } of pairs) {
        const step = stepOf(steps, name)
        step.pausing.delete(target)
        offer(step, target)
      }
    },
    inVain: (running) => {
      const lanes = [...running]
      const waits = (name: string): boolean =>
        stepOf(steps, name).step.serves?.some((served) => !isWhole(stepOf(steps, served))) ?? false
      return !hasMore() && lanes.every((lane) => lane.steps.some(waits)) ? lanes : []
    },
    hasMore,
    failure: () => first,
    isFinished: () => all.every(isWhole),
    describe: () => describe(all),
  }
}

type Lost = { seconds: number; step: string; target: string } | undefined

/** A tool that ends a lane without a word about a pair has lost it. */
const unreported = ({ step }: StepProgress, target: string): Failure => ({
  code: 'run/Lost',
  data: { step: step.name, target },
})
