import type { Plan } from '@slipway/domain'
import type { Progress } from './contract.ts'

/**
 * What the engine starts with, small enough for one payload of Temporal at 1,000 hosts wherever they stand: of the plan
 * only what orders its steps, and each target once, with all the steps that are finished on it.
 */
export const progressOf = (
  { groups, steps }: Pick<Plan, 'groups' | 'steps'>,
  finished: Readonly<Record<string, readonly string[]>>,
): Progress => {
  const byTarget = new Map<string, string[]>()
  for (const [step, targets] of Object.entries(finished))
    for (const target of targets) byTarget.set(target, [...(byTarget.get(target) ?? []), step])
  const together = Map.groupBy(byTarget.keys(), (target) => (byTarget.get(target) ?? []).join(' '))
  return { plan: { groups, steps }, finished: Object.fromEntries(together) }
}

/** Its finished pairs: step → targets. */
export const finishedPairs = ({ finished }: Pick<Progress, 'finished'>): Map<string, string[]> => {
  const byStep = new Map<string, string[]>()
  for (const [steps, targets] of Object.entries(finished))
    for (const step of steps.split(' ')) {
      const known = byStep.get(step) ?? []
      known.push(...targets)
      byStep.set(step, known)
    }
  return byStep
}
