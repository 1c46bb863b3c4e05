import { fit, padEnd } from '../command/width.ts'
import { brief, cellText, markOf, secondsOf, stepWidth } from './grid.ts'
import type { Look, Mark } from './paint.ts'
import { phaseOf, type StepView } from './state.ts'

const barWidth = 12
const order = ['FAILED', 'RUNNING', 'CHANGED', 'SAME', 'SKIPPED', 'WAITING'] as const

/** One line for a step with more targets than columns: a bar, how many are where, and whom it waits for. */
export const countRow = (
  step: StepView,
  steps: readonly StepView[],
  options: { width: number; look: Look; now: number },
): string => {
  const { look, width } = options
  const name = padEnd(step.name, stepWidth(steps))
  const room = width - stepWidth(steps) - 2
  const [only] = step.targets
  if (step.targets.length === 1 && only) {
    const cell = step.cells.get(only.id)
    return `${name}  ${look.paint(markOf(cell), fit(`${cellText(cell, look, options.now)}  ${only.name}`, room))}`
  }
  const counts = order.flatMap((mark): [Mark, string][] => {
    const count = step.targets.filter(({ id }) => markOf(step.cells.get(id)) === mark).length
    return count === 0 ? [] : [[mark, `${look.signs[mark]} ${count}`]]
  })
  const plain = counts.map(([, text]) => text).join('  ')
  const painted = counts.map(([mark, text]) => look.paint(mark, text)).join('  ')
  const left = room - barWidth - 2 - plain.length - 2
  const waits = phaseOf(step) === 'running' ? fit(waitingFor(step, options.now), left) : ''
  return `${name}  ${bar(step, look)}  ${painted}${waits && `  ${look.paint('DIM', waits)}`}`
}

const bar = (step: StepView, look: Look): string => {
  const done = step.targets.filter(({ id }) => finished.has(markOf(step.cells.get(id)))).length
  const full = Math.floor((barWidth * done) / step.targets.length)
  return look.paint('CHANGED', look.full.repeat(full)) + look.paint('DIM', look.empty.repeat(barWidth - full))
}
const finished = new Set<Mark>(['CHANGED', 'SAME', 'SKIPPED'])

/** Those that run longest come first. */
const waitingFor = (step: StepView, now: number): string =>
  step.targets
    .flatMap(({ id, name }) => {
      const cell = step.cells.get(id)
      return cell?.state === 'RUNNING' ? [{ name, seconds: secondsOf(cell, now) }] : []
    })
    .toSorted((a, b) => b.seconds - a.seconds)
    .map(({ name, seconds }) => `${name} ${brief(seconds)}`)
    .join(', ')
