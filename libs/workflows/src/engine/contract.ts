import type { Failure, OperationState, Plan, StepResult } from '@slipway/domain'

/** Where the engine's activities run: `control` for short ones, `runner` for those that drive hosts. */
export const taskQueues = { control: 'control', runner: 'runner' } as const

/** What the engine starts with, also after everything that Temporal knew is gone. */
export interface Progress {
  plan: Pick<Plan, 'groups' | 'steps'>
  /** Finished (step, target) pairs, from the ledger: names of steps, separated by blanks → targets. See `progressOf`. */
  finished: Record<string, string[]>
}

/**
 * Work for one activity: these steps, in this order, on each of these targets; every target goes on at its own pace.
 * The activity looks in the ledger first and leaves out what is finished there.
 */
export interface Lane {
  operationId: string
  steps: string[]
  targets: string[]
}

/**
 * The activities that the engine calls. Each tool of the plan is one activity of that name; it writes to the ledger
 * what began and ended, as it happens, and gives the result of every (step, target) of its lane that it reached: a
 * step that failed on a target ends that target's lane. It throws only for what is nobody's result (a lost worker, a
 * database out of reach), and then is simply called again.
 */
export interface EngineActivities {
  openOperation(operationId: string): Promise<Progress>
  closeOperation(end: {
    operationId: string
    state: Exclude<OperationState, 'running'>
    failure?: Failure
  }): Promise<void>
  ansible(lane: Lane): Promise<StepResult[]>
  kubernetes(lane: Lane): Promise<StepResult[]>
  platform(lane: Lane): Promise<StepResult[]>
}

/** Sent by a running lane to its workflow, at most once a second: targets that have finished the lane's last step. */
export interface LaneProgress {
  results: StepResult[]
}
export const laneProgressSignal = 'laneProgress'

/** The id of an operation's workflow; a second start of it is rejected by Temporal. */
export const workflowIdOf = (operationId: string): string => `operation/${operationId}`
