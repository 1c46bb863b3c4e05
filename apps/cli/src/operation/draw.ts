import type { Language } from '@slipway/words'
import { between, duration } from '../command/moments.ts'
import { fit } from '../command/width.ts'
import { countRow } from './counts.ts'
import { failedLines, failureLines } from './failure-lines.ts'
import { columnsOf, columnWidth, grid } from './grid.ts'
import type { Look } from './paint.ts'
import { failures, isEnded, phaseOf, type StepView, type WatchState } from './state.ts'

export interface Canvas {
  /** Columns of the terminal. */
  width: number
  /** Lines of the terminal; absent: as many as it takes. */
  height?: number | undefined
  /** The server's clock, in milliseconds. */
  now: number
  language: Language
  look: Look
}

/** An operation as lines of text: what it is, its steps × targets, what failed, and whether we still see it. */
export const draw = (state: WatchState, canvas: Canvas): string[] => {
  const top = [...header(state, canvas), '']
  const end = [...trouble(state, canvas), ...connection(state, canvas)]
  const { rows, head } = rowsOf(state, canvas)
  const legend = canvas.look.paint('DIM', fit(legendOf(canvas.look), canvas.width))
  const whole = [...top, ...head, ...rows.map(({ line }) => line), '', legend, ...end]
  const { height } = canvas
  if (height === undefined || whole.length <= height) return whole
  const kept = folded(rows, Math.max(3, height - top.length - head.length - Math.min(end.length, 8)), canvas)
  return [...top, ...head, ...kept, ...end].slice(0, height)
}

export const elapsedSeconds = ({ operation }: WatchState, now: number): number =>
  operation.endedAt === null
    ? Math.max(0, (now - Date.parse(operation.createdAt)) / 1000)
    : between(operation.createdAt, operation.endedAt)

/** As in `12 s of about 34 s`; what takes longer than it should says by how much. */
export const clockText = (state: WatchState, now: number): string => {
  const elapsed = elapsedSeconds(state, now)
  const expected = state.expectedSeconds
  if (expected === null) return duration(elapsed)
  if (isEnded(state)) return `${duration(elapsed)}, expected about ${duration(expected)}`
  if (elapsed <= expected) return `${duration(elapsed)} of about ${duration(expected)}`
  return `${duration(elapsed)}, ${duration(elapsed - expected)} longer than expected`
}

const header = (state: WatchState, { width, now, look }: Canvas): string[] => {
  const { id, verb, cluster, requestedBy, reason } = state.operation
  const word = state.operation.state.toLowerCase()
  const mark = { RUNNING: 'RUNNING', SUCCEEDED: 'CHANGED', FAILED: 'FAILED', CANCELLED: 'SKIPPED' } as const
  const title = fit(`${verb} ${cluster.name}: ${word}, ${clockText(state, now)}`, width)
  const lead = `${verb} ${cluster.name}: `
  const painted = title.startsWith(lead + word)
    ? `${look.paint('BOLD', lead)}${look.paint(mark[state.operation.state], word)}${title.slice((lead + word).length)}`
    : title
  const because = reason === null || reason === '' ? '' : `: ${reason}`
  return [painted, look.paint('DIM', fit(`operation ${id} by ${requestedBy}${because}`, width))]
}

interface Row {
  step: StepView
  line: string
}

const rowsOf = ({ steps }: WatchState, { width, look, now }: Canvas): { head: string[]; rows: Row[] } => {
  const columns = columnsOf(steps)
  const room = columnWidth(steps, columns.length, width)
  if (room === undefined) {
    const rows = steps.map((step) => ({ step, line: countRow(step, steps, { width, look, now }) }))
    return { head: [], rows }
  }
  const { head, row } = grid(steps, columns, room, look, now)
  return { head: [head], rows: steps.map((step) => ({ step, line: row(step) })) }
}

/** Where the terminal is too low: what is finished and what waits is counted, what runs or failed is kept. */
const folded = (rows: Row[], room: number, { look }: Canvas): string[] => {
  const of = (phase: ReturnType<typeof phaseOf>) => rows.filter(({ step }) => phaseOf(step) === phase)
  const live = rows
    .filter(({ step }) => ['running', 'failed'].includes(phaseOf(step)))
    .map(({ line }) => line)
  const counted = (count: number, word: string) => `${count} ${count === 1 ? 'step' : 'steps'} ${word}`
  const [finished, waiting] = [of('finished').length, of('waiting').length]
  return [
    ...(finished > 0
      ? [look.paint('CHANGED', `${look.signs.CHANGED} ${counted(finished, 'finished')}`)]
      : []),
    ...live.slice(0, room - 2),
    ...(waiting > 0 ? [look.paint('WAITING', `${look.signs.WAITING} ${counted(waiting, 'waiting')}`)] : []),
  ]
}

const legendOf = ({ signs }: Look): string =>
  `${signs.WAITING} waiting  ${signs.RUNNING} running  ${signs.CHANGED} changed  ${signs.SAME} already so  ` +
  `${signs.FAILED} failed  ${signs.SKIPPED} skipped`

const shown = 3

const trouble = (state: WatchState, canvas: Canvas): string[] => {
  const failed = failures(state)
  const { id: operation, failure } = state.operation
  const most = canvas.height === undefined ? failed.length : shown
  const lines = failed.slice(0, most).flatMap((one) => ['', ...failedLines(one, { ...canvas, operation })])
  if (failed.length > most)
    lines.push('', `and ${failed.length - most} more: slipway operation show ${operation}`)
  const own = failure !== null && !failed.some(({ cell }) => cell.failure?.code === failure.code)
  return own ? [...lines, '', ...failureLines(failure, canvas)] : lines
}

const connection = ({ connection: lost }: WatchState, { width, now }: Canvas): string[] =>
  lost === undefined
    ? []
    : [
        '',
        fit(
          `connection lost ${duration((now - lost.lostAt) / 1000)} ago (${lost.reason}); the operation goes on, trying again`,
          width,
        ),
      ]
