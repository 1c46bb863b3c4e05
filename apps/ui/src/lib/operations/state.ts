import type { Look } from '../design/state.ts'

const operationStates = {
  RUNNING: ['running', 'screen/OperationRunning'],
  SUCCEEDED: ['done', 'screen/OperationSucceeded'],
  FAILED: ['failed', 'screen/OperationFailed'],
  CANCELLED: ['skipped', 'screen/OperationCancelled'],
} as const satisfies Record<string, readonly [Look, string]>
export type OperationState = keyof typeof operationStates

export const operationState = (state: OperationState) => ({
  look: operationStates[state][0],
  code: operationStates[state][1],
})

const cellStates = {
  WAITING: ['waiting', 'screen/CellWaiting'],
  RUNNING: ['running', 'screen/CellRunning'],
  CHANGED: ['done', 'screen/CellChanged'],
  SAME: ['same', 'screen/CellSame'],
  FAILED: ['failed', 'screen/CellFailed'],
  SKIPPED: ['skipped', 'screen/CellSkipped'],
} as const satisfies Record<string, readonly [Look, string]>
export type CellState = keyof typeof cellStates

export const cellState = (state: CellState) => ({ look: cellStates[state][0], code: cellStates[state][1] })

const verbs: Record<string, 'screen/VerbCreate' | 'screen/VerbDelete'> = {
  create: 'screen/VerbCreate',
  delete: 'screen/VerbDelete',
}
/** The code of a verb's name; a verb without words is its own name. */
export const verbCode = (verb: string): string => verbs[verb] ?? verb
