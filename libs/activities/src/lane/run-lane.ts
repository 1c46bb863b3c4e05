import { failureOf, refuse, type Plan, type Step, type StepResult } from '@slipway/domain'
import { begin, end, everything, findOperation, findPlan, finishedPairs } from '@slipway/persistence'
import type { Lane } from '@slipway/workflows'
import type { ActivityDeps } from '../deps.ts'
import { isNobodysResult } from './nobodys-result.ts'
import { stepLog } from './step-log.ts'
import type { Action } from './work.ts'

/** The actions of one tool by name. */
export type Actions = Readonly<Record<string, Action>>

/**
 * Runs the lane's steps, in order, on each of its targets; what the ledger has as finished is left out. A step that
 * fails ends its target's lane.
 */
export const runLane = async (
  deps: ActivityDeps,
  actions: Actions,
  { operationId, steps, targets }: Lane,
  signal: AbortSignal,
): Promise<StepResult[]> => {
  const em = deps.database.fork(everything)
  const plan = await planOf(deps, operationId)
  const finished = await finishedPairs(em, operationId)
  const runTarget = async (target: string): Promise<StepResult[]> => {
    const results: StepResult[] = []
    for (const name of steps) {
      if (finished[name]?.includes(target)) continue
      const result = await runStep({
        deps,
        actions,
        operationId,
        plan,
        step: stepOf(plan, name),
        target,
        signal,
      })
      results.push(result)
      if (result.outcome === 'failed') break
    }
    return results
  }
  return (await Promise.all(targets.map(runTarget))).flat()
}

interface StepRun {
  deps: ActivityDeps
  actions: Actions
  operationId: string
  plan: Plan
  step: Step
  target: string
  signal: AbortSignal
}

const runStep = async (run: StepRun): Promise<StepResult> => {
  const { deps, operationId, plan, step, target, signal } = run
  const pair = { operation: operationId, step: step.name, target }
  await begin(deps.database.fork(everything), pair)
  const log = stepLog(deps.database, pair)
  const finish = async (ended: Omit<StepResult, 'step' | 'target'>, outputs?: Record<string, never>) => {
    await log.flush()
    await end(deps.database.fork(everything), { ...pair, ...ended, ...(outputs && { outputs }) })
    return { step: step.name, target, ...ended }
  }
  try {
    const action = run.actions[step.run.action]
    if (!action) throw refuse('invalid', 'verify/ActionUnknown', { action: step.run.action })
    const { outcome, outputs } = await action({ deps, operationId, plan, step, signal, say: log.say })
    return await finish({ outcome }, outputs as Record<string, never> | undefined)
  } catch (error) {
    signal.throwIfAborted()
    if (isNobodysResult(error)) throw error
    return finish({ outcome: 'failed', failure: failureOf(error) })
  }
}

const planOf = async (deps: ActivityDeps, operationId: string): Promise<Plan> => {
  const em = deps.database.fork(everything)
  const operation = await findOperation(em, operationId)
  const plan = operation && (await findPlan(em, operation.plan))
  if (!plan) throw new Error(`operation ${operationId} has no plan`)
  return plan.document
}

const stepOf = (plan: Plan, name: string): Step => {
  const step = plan.steps.find((one) => one.name === name)
  if (!step) throw new Error(`the plan has no step ${name}`)
  return step
}
