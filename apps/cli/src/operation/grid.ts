import { displayWidth, fit, fitName, padEnd } from '../command/width.ts'
import { between } from '../command/moments.ts'
import type { Look, Mark } from './paint.ts'
import type { Cell, StepView } from './state.ts'

const narrowest = 8
const widest = 16
const gap = 2

/** Every host that a step names, and the cluster where a step is on it, in the order of the steps. */
export const columnsOf = (steps: readonly StepView[]): { id: string; name: string }[] => {
  const byId = new Map(steps.flatMap(({ targets }) => targets.map((target) => [target.id, target])))
  const cluster = byId.get('cluster')
  byId.delete('cluster')
  return [...byId.values(), ...(cluster ? [cluster] : [])]
}

/** The room for each column when a grid of steps × targets fits; undefined where it does not. */
export const columnWidth = (
  steps: readonly StepView[],
  columns: number,
  width: number,
): number | undefined => {
  const names = Math.max(...columnsOf(steps).map(({ name }) => name.length), narrowest)
  const room = Math.floor((width - stepWidth(steps)) / Math.max(columns, 1)) - gap
  return room < narrowest ? undefined : Math.min(names, room, widest)
}

export const stepWidth = (steps: readonly StepView[]): number =>
  Math.max(...steps.map(({ name }) => displayWidth(name)), 4)

/** Steps down, targets across; a blank where a step does not run. */
export const grid = (
  steps: readonly StepView[],
  columns: readonly { id: string; name: string }[],
  room: number,
  look: Look,
  now: number,
): { head: string; row: (step: StepView) => string } => {
  const first = stepWidth(steps)
  const head = [padEnd('', first), ...columns.map(({ name }) => padEnd(fitName(name, room), room))]
  const row = (step: StepView): string => {
    const concerned = new Set(step.targets.map(({ id }) => id))
    const cells = columns.map(({ id }) => {
      if (!concerned.has(id)) return padEnd('', room)
      const cell = step.cells.get(id)
      const text = fit(cellText(cell, look, now), room)
      return look.paint(markOf(cell), text) + padEnd('', room - displayWidth(text))
    })
    return [padEnd(step.name, first), ...cells].join('  ').trimEnd()
  }
  return { head: look.paint('DIM', head.join('  ').trimEnd()), row }
}

export const markOf = (cell: Cell | undefined): Mark => cell?.state ?? 'WAITING'

/** Its sign, its time and, from the second on, its attempt: ✗ 12s #2. */
export const cellText = (cell: Cell | undefined, look: Look, now: number): string => {
  const sign = look.signs[markOf(cell)]
  if (!cell) return sign
  const attempt = cell.attempt > 1 ? ` #${cell.attempt}` : ''
  return `${sign} ${brief(secondsOf(cell, now))}${attempt}`
}

export const secondsOf = (cell: Cell, now: number): number =>
  cell.endedAt === null ? (now - Date.parse(cell.beganAt)) / 1000 : between(cell.beganAt, cell.endedAt)

/** Seconds in few columns: 8s, 3m05, 2h10. */
export const brief = (seconds: number): string => {
  const whole = Math.max(0, Math.round(seconds))
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0')
  if (whole < 60) return `${whole}s`
  if (whole < 3600) return `${Math.floor(whole / 60)}m${two(whole % 60)}`
  return `${Math.floor(whole / 3600)}h${two((whole % 3600) / 60)}`
}
