import type { Language } from '@slipway/words'
import { between, duration } from '../command/moments.ts'
import { clockText, elapsedSeconds } from './draw.ts'
import { failedLines, failureLines } from './failure-lines.ts'
import { secondsOf } from './grid.ts'
import { asciiLook } from './paint.ts'
import { isEnded, type Cell, type PlacedCell, type WatchEvent, type WatchState } from './state.ts'

/** What to print without a terminal, as it happens: one line for each begin and end, more for a failure. */
export const eventLines = (
  before: WatchState | undefined,
  after: WatchState,
  event: WatchEvent,
  options: { now: number; language: Language },
): string[] => {
  const { operation } = after
  const { now } = options
  const drawing = { width: 110, look: asciiLook, language: options.language, operation: operation.id }
  const stamped = (seconds: number, text: string) => `[${duration(seconds).padStart(10)}] ${text}`
  if (event.kind === 'lost') return [stamped(elapsedSeconds(after, now), `connection lost: ${event.reason}`)]
  if (event.kind === 'back') return [stamped(elapsedSeconds(after, now), 'connected again')]
  const lines: string[] = []
  if (before === undefined)
    lines.push(
      `${operation.verb} ${operation.cluster.name}: operation ${operation.id} by ${operation.requestedBy}`,
    )
  for (const { step, target, cell } of news(before, after, event)) {
    const at = between(operation.createdAt, cell.endedAt ?? cell.beganAt)
    const took = cell.endedAt === null ? '' : ` (${duration(secondsOf(cell, now))})`
    const attempt = cell.attempt > 1 ? `, attempt ${cell.attempt}` : ''
    lines.push(stamped(at, `${step} on ${target.name}: ${stateWords[cell.state]}${attempt}${took}`))
    if (cell.state === 'FAILED') lines.push(...failedLines({ step, target, cell }, drawing).slice(1))
  }
  if (isEnded(after) && !(before && isEnded(before))) {
    const own = operation.failure ? failureLines(operation.failure, drawing) : []
    lines.push(
      ...own,
      `${operation.verb} ${operation.cluster.name}: ${operation.state.toLowerCase()}, ${clockText(after, now)}`,
    )
  }
  return lines
}

const stateWords = {
  RUNNING: 'began',
  CHANGED: 'changed',
  SAME: 'already so',
  FAILED: 'FAILED',
  SKIPPED: 'skipped',
} as const

/** Cells that are not as they were, by the time of their last change; an event changes one at most. */
const news = (before: WatchState | undefined, after: WatchState, event: WatchEvent): PlacedCell[] => {
  const only = event.kind === 'happened' ? event.event.cell : undefined
  return after.steps
    .flatMap((step, index) =>
      only !== undefined && step.name !== only?.step
        ? []
        : step.targets.flatMap((target) => {
            if (only && target.id !== only.target) return []
            const cell = step.cells.get(target.id)
            const known = before?.steps[index]?.cells.get(target.id)
            const same = known?.state === cell?.state && known?.attempt === cell?.attempt
            return cell === undefined || same ? [] : [{ step: step.name, target, cell }]
          }),
    )
    .toSorted((a, b) => timeOf(a.cell) - timeOf(b.cell))
}

const timeOf = ({ beganAt, endedAt }: Cell) => Date.parse(endedAt ?? beganAt)
