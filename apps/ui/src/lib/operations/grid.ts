import type { Cell, Operation, OperationEvent } from './documents.ts'
import type { CellState } from './state.ts'

/** A cell of the grid: a step on a target, also one that has not begun. */
export interface GridCell {
  step: string
  target: string
  targetName: string
  state: CellState
  attempt: number
  beganAt: string | null
  endedAt: string | null
  failure: Cell['failure']
}

export interface GridRow {
  step: string
  /** By target, in the order of the grid's columns; null where the step does not run there. */
  cells: (GridCell | null)[]
  done: number
  all: number
}

export interface Grid {
  /** Hosts, in the order in which the plan first names them. */
  columns: { id: string; name: string }[]
  rows: GridRow[]
  done: number
  all: number
}

/** The target that is the cluster itself; its cell spans the row. */
export const clusterTarget = 'cluster'

/** Steps × hosts as they stand. The latest attempt of a cell is the one that counts. */
export const gridOf = ({ plan, progress }: Pick<Operation, 'plan' | 'progress'>): Grid => {
  const latest = new Map<string, Cell>()
  for (const cell of progress) {
    const key = keyOf(cell)
    if ((latest.get(key)?.attempt ?? 0) <= cell.attempt) latest.set(key, cell)
  }
  const names = new Map(plan.steps.flatMap(({ targets }) => targets).map(({ id, name }) => [id, name]))
  names.delete(clusterTarget)
  const columns = [...names].map(([id, name]) => ({ id, name }))
  const rows = plan.steps.map(({ name: step, targets }): GridRow => {
    const own = new Map(
      targets.map((target) => [
        target.id,
        gridCell(step, target, latest.get(keyOf({ step, target: target.id }))),
      ]),
    )
    const cells = own.has(clusterTarget)
      ? [own.get(clusterTarget) ?? null]
      : columns.map(({ id }) => own.get(id) ?? null)
    return { step, cells, done: [...own.values()].filter(isDone).length, all: own.size }
  })
  const sum = (count: (row: GridRow) => number) => rows.reduce((total, row) => total + count(row), 0)
  return { columns, rows, done: sum(({ done }) => done), all: sum(({ all }) => all) }
}

const keyOf = ({ step, target }: { step: string; target: string }): string => `${step} ${target}`

const gridCell = (step: string, target: { id: string; name: string }, cell: Cell | undefined): GridCell => ({
  step,
  target: target.id,
  targetName: target.name,
  state: cell?.state ?? 'WAITING',
  attempt: cell?.attempt ?? 0,
  beganAt: cell?.beganAt ?? null,
  endedAt: cell?.endedAt ?? null,
  failure: cell?.failure ?? null,
})

const isDone = ({ state }: GridCell): boolean =>
  state === 'CHANGED' || state === 'SAME' || state === 'SKIPPED'

/** The cell to look at first: the failure that began first, else undefined. */
export const firstFailure = (grid: Grid): GridCell | undefined =>
  grid.rows
    .flatMap(({ cells }) => cells)
    .filter((cell): cell is GridCell => cell?.state === 'FAILED')
    .toSorted((a, b) => ((a.endedAt ?? '') < (b.endedAt ?? '') ? -1 : 1))[0]

/** An operation after one more event; an event that was already there changes nothing. */
export const after = (operation: Operation, event: OperationEvent): Operation => {
  const { cell } = event
  const progress = cell
    ? [
        ...operation.progress.filter((one) => !(keyOf(one) === keyOf(cell) && one.attempt === cell.attempt)),
        cell,
      ]
    : operation.progress
  return { ...operation, ...event.operation, cursor: event.cursor, progress }
}
