import { failureSchema, type Failure, type StepResult, type Tool } from '@slipway/domain'
import { ApplicationFailure, isCancellation } from '@temporalio/workflow'
import { runLane } from './activities.ts'
import type { Lane, Progress } from './contract.ts'

/** What came of a lane. What its tool refuses for good is the failure of the lane's first step on every target. */
export const laneResults = async (plan: Progress['plan'], lane: Lane): Promise<StepResult[]> => {
  const [first = ''] = lane.steps
  try {
    return await runLane(toolOf(plan, first), lane)
  } catch (error) {
    if (isCancellation(error)) throw error
    const failure = failureIn(error)
    return lane.targets.map((target) => ({ step: first, target, outcome: 'failed', failure }))
  }
}

/** Of a lane that was ended because it would have waited in vain. */
export const calledOffResults = ({ steps: [step = ''], targets }: Lane): StepResult[] =>
  targets.map((target) => ({
    ...{ step, target, outcome: 'failed' },
    failure: { code: 'run/CalledOff', data: { step } },
  }))

const toolOf = (plan: Progress['plan'], name: string): Tool => {
  const step = plan.steps.find((one) => one.name === name)
  if (!step) throw new Error(`the plan has no step ${name}`)
  return step.run.tool
}

/** An activity's error is wrapped in one that says which activity it was; a typed failure is its type and first detail. */
const failureIn = (error: unknown): Failure => {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error
  if (cause instanceof ApplicationFailure) {
    const told = failureSchema.safeParse({ code: cause.type, data: cause.details?.[0] ?? {} })
    if (told.success) return told.data
  }
  return { code: 'run/Unexpected', data: { message: cause instanceof Error ? cause.message : String(cause) } }
}
