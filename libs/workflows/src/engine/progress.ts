import { clusterTarget, targetsOf, type Failure, type Step } from '@slipway/domain'
import type { Progress } from './contract.ts'
import { finishedPairs } from './progress-of.ts'

/** One step of a running plan: where it stands on each of its targets. */
export interface StepProgress {
  readonly step: Step
  readonly members: ReadonlySet<string>
  /** Steps before it that are not finished on all their targets. */
  waiting: number
  readonly finished: Set<string>
  readonly failed: Map<string, Failure>
  /** May begin now. */
  readonly ready: Set<string>
  /** In a lane that runs; its order in the lane does not matter. */
  readonly running: Set<string>
  /** Failed, and waiting to be tried again. */
  readonly pausing: Set<string>
  readonly attempts: Map<string, number>
  /** Steps that come after this one on all its targets. */
  readonly after: StepProgress[]
  /** Steps that follow this one on the same target. */
  readonly followers: StepProgress[]
}

/** The steps of a plan by name, in the plan's order, with what is finished already. */
export const openSteps = (progress: Progress): Map<string, StepProgress> => {
  const { plan } = progress
  const finished = finishedPairs(progress)
  const steps = new Map(
    plan.steps.map((step) => [step.name, openStep(plan, step, finished.get(step.name) ?? [])]),
  )
  for (const one of steps.values()) {
    for (const name of one.step.after) {
      const earlier = stepOf(steps, name)
      earlier.after.push(one)
      if (!isWhole(earlier)) one.waiting++
    }
    if (one.step.follows !== null) stepOf(steps, one.step.follows).followers.push(one)
  }
  return steps
}

export const stepOf = (steps: Map<string, StepProgress>, name: string): StepProgress => {
  const step = steps.get(name)
  if (!step) throw new Error(`the plan has no step ${name}`)
  return step
}

/** Whether it is finished on all its targets. */
export const isWhole = ({ finished, members }: StepProgress): boolean => finished.size === members.size

/** Whether nothing has begun, ended or waits for it there. */
export const isUntouched = (step: StepProgress, target: string): boolean =>
  !step.finished.has(target) &&
  !step.failed.has(target) &&
  !step.running.has(target) &&
  !step.pausing.has(target)

/** What a person reads of a running plan: finished and failed targets of every step that began. */
export const describe = (steps: Iterable<StepProgress>): string =>
  [...steps]
    .filter(
      ({ finished, failed, running, pausing }) =>
        finished.size + failed.size + running.size + pausing.size > 0,
    )
    .map(({ step, finished, failed, running, pausing, members }) => {
      const on = step.on === clusterTarget ? 'the cluster' : `${finished.size} of ${members.size}`
      const state = finished.size === members.size ? 'finished' : running.size > 0 ? 'running' : 'waiting'
      const notes = [
        failed.size && `${failed.size} failed`,
        pausing.size && `${pausing.size} to be tried again`,
      ]
      return `- ${step.name}: ${[`${state}, ${on}`, ...notes.filter(Boolean)].join(', ')}`
    })
    .join('\n')

const openStep = (plan: Progress['plan'], step: Step, finished: readonly string[]): StepProgress => {
  const members = new Set(targetsOf(plan, step))
  return {
    step,
    members,
    waiting: 0,
    finished: new Set(finished.filter((target) => members.has(target))),
    failed: new Map(),
    ready: new Set(),
    running: new Set(),
    pausing: new Set(),
    attempts: new Map(),
    after: [],
    followers: [],
  }
}
