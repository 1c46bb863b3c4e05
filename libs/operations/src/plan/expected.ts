import { before, type Plan } from '@slipway/domain'
import { medianSeconds, type EntityManager } from '@slipway/persistence'

export interface Expected {
  /** Seconds of each step on one target, by name; a step that was never measured is not there. */
  steps: Record<string, number>
  /** Seconds along the longest way through the plan; null where no step of it was ever measured. */
  total: number | null
}

/** How long a plan will take, by the medians of earlier operations of its verb that the caller may see. */
export const expectedTimes = async (em: EntityManager, plan: Plan): Promise<Expected> =>
  longestWay(plan, await medianSeconds(em, plan.verb))

export const longestWay = (
  plan: Pick<Plan, 'steps'>,
  medians: Readonly<Record<string, number>>,
): Expected => {
  const steps = Object.fromEntries(
    plan.steps.flatMap(({ name }) => (medians[name] === undefined ? [] : [[name, medians[name]]])),
  )
  if (Object.keys(steps).length === 0) return { steps, total: null }
  const byName = new Map(plan.steps.map((one) => [one.name, one]))
  const ends = new Map<string, number>()
  const endOf = (name: string): number => {
    const known = ends.get(name)
    if (known !== undefined) return known
    const step = byName.get(name)
    const start = step ? Math.max(0, ...before(step).map(endOf)) : 0
    ends.set(name, start + (steps[name] ?? 0))
    return start + (steps[name] ?? 0)
  }
  return { steps, total: Math.max(...plan.steps.map(({ name }) => endOf(name))) }
}
