import { planSchema, type Plan } from './plan.ts'
import { stepSchema, type Action, type SecretUse, type Step, type Tool } from './step.ts'

/** A step as a plan's author writes it; what is left out is the usual. */
export interface StepDraft {
  on: string
  run: Action
  after?: readonly string[]
  follows?: string
  serves?: readonly string[]
  atOnce?: number
  secrets?: readonly SecretUse[]
  outputs?: Step['outputs']
  uses?: Step['uses']
  disrupts?: Step['disrupts']
  verify: string
  undo: Action | { impossible: string }
  skippable?: boolean
}

const action =
  (tool: Tool) =>
  (name: string, args: Action['arguments'] = {}): Action => ({ tool, action: name, arguments: args })
/** The role of that name, on hosts. */
export const ansible = action('ansible')
/** An action through the cluster's API. */
export const kubernetes = action('kubernetes')
/** An action in the platform's own records. */
export const platform = action('platform')

export const step = (name: string, draft: StepDraft): Step =>
  stepSchema.parse({
    name,
    after: [],
    follows: null,
    atOnce: null,
    secrets: [],
    outputs: {},
    uses: {},
    disrupts: 'nothing',
    skippable: false,
    ...draft,
  })

/**
 * Checks a plan as a whole and gives it. Throws an Error, which is a mistake of the plan's author, for a doubled or
 * unknown name, a circle, an output that no earlier step gives, and a host that is not described.
 */
export const definePlan = (draft: Omit<Plan, 'schema'>): Plan => {
  const plan = planSchema.parse({ schema: 1, ...draft })
  const byName = new Map<string, Step>()
  for (const one of plan.steps) {
    if (byName.has(one.name)) throw new Error(`two steps are named ${one.name}`)
    byName.set(one.name, one)
  }
  for (const one of plan.steps) checkStep(plan, one, byName)
  for (const one of plan.steps) checkUses(one, earlierThan(one, byName), byName)
  for (const [group, hosts] of Object.entries(plan.groups))
    for (const host of hosts)
      if (!plan.hosts[host])
        throw new Error(`group ${group} names host ${host}, which the plan does not describe`)
  return plan
}

/** The names of the steps that come directly before this one. */
export const before = (one: Step): string[] => [...one.after, ...(one.follows === null ? [] : [one.follows])]

const checkStep = (plan: Plan, one: Step, byName: Map<string, Step>): void => {
  if (one.on !== 'cluster' && !plan.groups[one.on])
    throw new Error(`step ${one.name} is on the group ${one.on}, which does not exist`)
  for (const name of before(one))
    if (!byName.has(name)) throw new Error(`step ${one.name} comes after ${name}, which does not exist`)
  for (const name of one.serves ?? [])
    if (!byName.has(name)) throw new Error(`step ${one.name} serves ${name}, which does not exist`)
  if (one.follows === null) return
  const earlier = new Set(plan.groups[byName.get(one.follows)?.on ?? ''])
  for (const host of plan.groups[one.on] ?? [])
    if (!earlier.has(host))
      throw new Error(`step ${one.name} follows ${one.follows} on a host where that does not run`)
}

const earlierThan = (one: Step, byName: Map<string, Step>): Set<string> => {
  const seen = new Set<string>()
  const visit = (name: string, path: readonly string[]): void => {
    if (path.includes(name)) throw new Error(`steps wait for each other: ${[...path, name].join(' → ')}`)
    if (seen.has(name)) return
    for (const next of before(byName.get(name) as Step)) visit(next, [...path, name])
    seen.add(name)
  }
  visit(one.name, [])
  seen.delete(one.name)
  return seen
}

const checkUses = (one: Step, earlier: Set<string>, byName: Map<string, Step>): void => {
  for (const [variable, [name, output]] of Object.entries(one.uses))
    if (!earlier.has(name) || !byName.get(name)?.outputs[output])
      throw new Error(`step ${one.name} uses ${variable} from ${name}.${output}, which no earlier step gives`)
}
