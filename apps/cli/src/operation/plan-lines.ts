import { words, type Language } from '@slipway/words'
import { wordsOf } from '../client/refusal.ts'
import type { PlanResult } from '../client/types.generated.ts'
import { duration } from '../command/moments.ts'
import { table } from '../command/table.ts'
import { fit, wrap } from '../command/width.ts'

export type PlanView = NonNullable<PlanResult['plan']>

interface Paper {
  width: number
  language: Language
}

/** A plan as people approve it: every step with its hosts and times, what it disrupts, and what preflight found. */
export const planLines = (plan: PlanView, { width, language }: Paper): string[] => {
  const expected =
    plan.expectedSeconds === null ? 'no time known yet' : `about ${duration(plan.expectedSeconds)}`
  const release = plan.bundleVersion === null ? '' : `, Kubernetes ${plan.bundleVersion}`
  return [
    `${plan.verb} ${plan.cluster.name}${release}: ${plan.steps.length} steps, ${expected}`,
    `plan ${plan.hash}`,
    '',
    ...stepTable(plan, { width, language }),
    ...targetLines(plan, width),
    ...undoLines(plan, { width, language }),
    ...findingLines(plan, { width, language }),
  ]
}

const stepTable = (plan: PlanView, { width, language }: Paper): string[] =>
  table(
    ['STEP', 'ON', 'EXPECTED', 'DISRUPTS', 'WHAT'],
    plan.steps.map((step) => [
      step.name,
      targetsText(step.targets),
      step.expectedSeconds === null ? '-' : duration(step.expectedSeconds),
      step.disrupts === 'nothing' ? '-' : step.disrupts,
      titleOf(language, step.name),
    ]),
  )
    .split('\n')
    .map((line) => fit(line, width))

/** The catalogue's words for a step, an action or a reason; its own name where there are none. */
const titleOf = (language: Language, name: string): string => {
  const code = `step/${name.replace(/(^|-)(\w)/g, (_, _hyphen, letter: string) => letter.toUpperCase())}`
  const { what } = words(language, code)
  return what === code ? name : what
}

/** How steps are undone, and which cannot be and why. */
const undoLines = (plan: PlanView, { width, language }: Paper): string[] => {
  const ways = Map.groupBy(plan.steps, ({ undo, undoImpossible }) =>
    undo === null
      ? `cannot be undone (${titleOf(language, undoImpossible ?? '-')})`
      : `undone by ${undo} (${titleOf(language, undo)})`,
  )
  return [...ways].flatMap(([way, steps]) => [
    '',
    ...hanging(`${way}: ${steps.map(({ name }) => name).join(', ')}`, width),
  ])
}

const hanging = (text: string, width: number): string[] =>
  wrap(text, width - 2).map((line, index) => (index === 0 ? line : `  ${line}`))

/** One by its name, more by their number: their names follow below. */
const targetsText = (targets: PlanView['steps'][number]['targets']): string => {
  const [first, ...others] = targets
  return first && others.length === 0 ? first.name : `${targets.length} hosts`
}

/** Every group of hosts that a step names, once, with the steps that run on it. */
const targetLines = (plan: PlanView, width: number): string[] => {
  const groups = new Map<string, string[]>()
  for (const { name, targets } of plan.steps) {
    if (targets.length < 2) continue
    const hosts = targets.map((target) => target.name).join(', ')
    groups.set(hosts, [...(groups.get(hosts) ?? []), name])
  }
  return [...groups].flatMap(([hosts, steps]) => ['', ...hanging(`${steps.join(', ')} on ${hosts}`, width)])
}

const severities = { BLOCKER: 'BLOCKER', WARNING: 'warning' } as const

/** Blockers first; each with the host, what was seen, why it matters and what to do. */
const findingLines = (plan: PlanView, { width, language }: Paper): string[] => {
  const ordered = plan.findings.toSorted((a, b) => a.severity.localeCompare(b.severity))
  return ordered.flatMap((finding) => {
    const { what, why, remedy } = wordsOf(language, finding)
    const lead = [severities[finding.severity], finding.host?.name].filter(Boolean).join(' ')
    const lines = [
      ...hanging(`${lead}: ${what}`, width),
      ...[why && `why: ${why}`, remedy && `do: ${remedy}`].flatMap((text) =>
        text ? wrap(text, width - 4).map((line, index) => `${index === 0 ? '  ' : '    '}${line}`) : [],
      ),
    ]
    return ['', ...lines]
  })
}
