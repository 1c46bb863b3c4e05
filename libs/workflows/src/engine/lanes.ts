import type { Lane } from './contract.ts'
import { isUntouched, type StepProgress } from './progress.ts'

/** How many hosts one run of Ansible takes. */
export const largestLane = 50

/**
 * Takes what is ready of one step into lanes. Targets with the same way ahead share a lane, so that a whole chain of
 * steps is one run; a step that limits its number at once runs alone, one lane a target, and so keeps the number.
 */
export const takeLanes = (operationId: string, first: StepProgress): Lane[] => {
  if (first.ready.size === 0) return []
  const { atOnce } = first.step
  if (atOnce !== null)
    return [...first.ready]
      .slice(0, Math.max(0, atOnce - first.running.size))
      .map((target) => take(operationId, [first], [target]))
  const ways = new Map<string, { way: StepProgress[]; targets: string[] }>()
  for (const target of first.ready) {
    const way = wayOf(first, target)
    const key = way.map(({ step }) => step.name).join(' ')
    const same = ways.get(key) ?? { way, targets: [] }
    same.targets.push(target)
    ways.set(key, same)
  }
  return [...ways.values()].flatMap(({ way, targets }) =>
    evenParts(targets).map((part) => take(operationId, way, part)),
  )
}

/** The steps that a target can go through from here without waiting for anything but its own pace. */
const wayOf = (first: StepProgress, target: string): StepProgress[] => {
  const way = [first]
  let next: StepProgress | undefined = first
  while ((next = next.followers.find((step) => canContinue(first, step, target)))) way.push(next)
  return way
}

const canContinue = (first: StepProgress, next: StepProgress, target: string): boolean =>
  next.waiting === 0 &&
  next.step.atOnce === null &&
  next.step.run.tool === first.step.run.tool &&
  next.members.has(target) &&
  isUntouched(next, target)

const take = (operationId: string, way: readonly StepProgress[], targets: readonly string[]): Lane => {
  for (const step of way)
    for (const target of targets) {
      step.ready.delete(target)
      step.running.add(target)
    }
  return { operationId, steps: way.map(({ step }) => step.name), targets: [...targets] }
}

/** As few parts as fit, and of nearly the same size. */
const evenParts = (targets: readonly string[]): string[][] => {
  const count = Math.ceil(targets.length / largestLane)
  return Array.from({ length: count }, (_, part) =>
    targets.slice(
      Math.floor((part * targets.length) / count),
      Math.floor(((part + 1) * targets.length) / count),
    ),
  )
}
