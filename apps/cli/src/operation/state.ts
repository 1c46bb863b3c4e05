import type { OperationEventsResult, OperationResult } from '../client/types.generated.ts'

export type OperationView = NonNullable<OperationResult['operation']>
export type OperationEvent = OperationEventsResult['operationEvents']
export type Cell = OperationView['progress'][number]

/** All that a drawing of an operation needs: what was planned, what happened, and whether we still see it. */
export interface WatchState {
  operation: Omit<OperationView, 'progress' | 'plan'>
  expectedSeconds: number | null
  steps: readonly StepView[]
  connection: { lostAt: number; reason: string } | undefined
}

export interface StepView {
  name: string
  expectedSeconds: number | null
  targets: readonly { id: string; name: string }[]
  /** By target: the newest attempt; a target that has not begun has none. */
  cells: ReadonlyMap<string, Cell>
}

export type WatchEvent =
  | { kind: 'seen'; operation: OperationView }
  | { kind: 'happened'; event: OperationEvent }
  | { kind: 'lost'; at: number; reason: string }
  | { kind: 'back' }

export const initialState = (operation: OperationView): WatchState => {
  const { plan, progress, ...rest } = operation
  const cells = Map.groupBy(progress, ({ step }) => step)
  return {
    operation: rest,
    expectedSeconds: plan.expectedSeconds,
    steps: plan.steps.map((step) => ({
      ...step,
      cells: (cells.get(step.name) ?? []).reduce(withCell, new Map<string, Cell>()),
    })),
    connection: undefined,
  }
}

/** What the state is after something happened. An event that came before, or is older than what is known, changes nothing. */
export const reduce = (state: WatchState, event: WatchEvent): WatchState => {
  switch (event.kind) {
    case 'seen':
      return { ...initialState(event.operation), connection: state.connection }
    case 'lost':
      return { ...state, connection: { lostAt: event.at, reason: event.reason } }
    case 'back':
      return { ...state, connection: undefined }
    case 'happened': {
      const { operation, cell, cursor } = event.event
      return {
        ...state,
        operation: { ...state.operation, ...operation, cursor },
        steps: cell === null ? state.steps : state.steps.map((step) => withProgress(step, cell)),
      }
    }
  }
}

const withProgress = (step: StepView, cell: Cell): StepView =>
  step.name === cell.step ? { ...step, cells: withCell(step.cells, cell) } : step

const withCell = (cells: ReadonlyMap<string, Cell>, cell: Cell): Map<string, Cell> => {
  const known = cells.get(cell.target)
  const older =
    known !== undefined &&
    (cell.attempt < known.attempt || (cell.attempt === known.attempt && cell.state === 'RUNNING'))
  return new Map(older ? cells : [...cells, [cell.target, cell]])
}

/** A cell with where it is. */
export interface PlacedCell {
  step: string
  target: { id: string; name: string }
  cell: Cell
}

/** What failed and was not tried again, in the order of the steps. */
export const failures = ({ steps }: WatchState): PlacedCell[] =>
  steps.flatMap(({ name, targets, cells }) =>
    targets.flatMap((target) => {
      const cell = cells.get(target.id)
      return cell?.state === 'FAILED' ? [{ step: name, target, cell }] : []
    }),
  )

export const isEnded = ({ operation }: WatchState): boolean => operation.state !== 'RUNNING'

export type Phase = 'waiting' | 'running' | 'failed' | 'finished'

/** A step as a whole, over all its targets. */
export const phaseOf = ({ targets, cells }: StepView): Phase => {
  const states = targets.map(({ id }) => cells.get(id)?.state)
  if (states.includes('FAILED')) return 'failed'
  if (states.includes('RUNNING')) return 'running'
  if (states.every((state) => state === undefined)) return 'waiting'
  return states.every((state) => state !== undefined) ? 'finished' : 'running'
}
