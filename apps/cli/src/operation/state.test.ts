import { expect, test } from 'vitest'
import { at, cell, event, operation, unreachable } from '../testing/world.ts'
import { failures, initialState, isEnded, phaseOf, reduce, type WatchState } from './state.ts'

const begun = initialState(operation)
const after = (state: WatchState, ...cells: Parameters<typeof event>[1][]) =>
  cells.reduce((one, next, index) => reduce(one, { kind: 'happened', event: event(index + 1, next) }), state)
const stateOf = (state: WatchState, step: string, host: string) =>
  state.steps.find(({ name }) => name === step)?.cells.get(cell(step, host).target)?.state

test('a step begins and ends on each host by itself', () => {
  const state = after(
    begun,
    cell('reach', 'cp-1'),
    cell('reach', 'worker-1'),
    cell('reach', 'cp-1', { ended: 2 }),
  )
  expect(stateOf(state, 'reach', 'cp-1')).toBe('CHANGED')
  expect(stateOf(state, 'reach', 'worker-1')).toBe('RUNNING')
  expect(state.operation.cursor).toBe('3')
  expect(begun.steps[0]?.cells.size).toBe(0)
})

test('what is older than what is known changes nothing', () => {
  const second = cell('reach', 'cp-1', { attempt: 2 })
  const state = after(begun, second, cell('reach', 'cp-1', { ended: 1, state: 'FAILED' }))
  expect(stateOf(state, 'reach', 'cp-1')).toBe('RUNNING')
  const ended = after(begun, cell('reach', 'cp-1', { ended: 2 }), cell('reach', 'cp-1'))
  expect(stateOf(ended, 'reach', 'cp-1')).toBe('CHANGED')
})

test('a second attempt takes the place of a failure', () => {
  const failed = after(begun, cell('reach', 'cp-1', { ended: 2, state: 'FAILED', failure: unreachable }))
  expect(failures(failed)).toMatchObject([{ step: 'reach', target: { name: 'cp-1' } }])
  expect(failures(after(failed, cell('reach', 'cp-1', { attempt: 2, began: 3 })))).toEqual([])
})

test('a whole look takes the place of all events, but not of what is known of the connection', () => {
  const lost = reduce(begun, { kind: 'lost', at: 1000, reason: 'reset' })
  const seen = { ...operation, cursor: '9', progress: [cell('reach', 'cp-1', { ended: 1 })] }
  const state = reduce(lost, { kind: 'seen', operation: seen })
  expect(stateOf(state, 'reach', 'cp-1')).toBe('CHANGED')
  expect(state.connection).toEqual({ lostAt: 1000, reason: 'reset' })
  expect(reduce(state, { kind: 'back' }).connection).toBeUndefined()
})

test('an operation ends by its own state, not by its cells', () => {
  expect(isEnded(begun)).toBe(false)
  const end = event(1, null, { state: 'CANCELLED', endedAt: at(9) })
  const ended = reduce(begun, { kind: 'happened', event: end })
  expect(isEnded(ended)).toBe(true)
  expect(ended.operation.endedAt).toBe(at(9))
})

test('a step is finished when it is on every host, and failed when it is on one', () => {
  const phase = (...cells: ReturnType<typeof cell>[]) => phaseOf(after(begun, ...cells).steps[2]!)
  expect(phase()).toBe('waiting')
  const first = cell('join-workers', 'worker-1', { ended: 1 })
  expect(phase(first)).toBe('running') // the other has not begun
  expect(phase(first, cell('join-workers', 'worker-2', { ended: 1, state: 'SKIPPED' }))).toBe('finished')
  expect(phase(first, cell('join-workers', 'worker-2', { ended: 1, state: 'FAILED' }))).toBe('failed')
})
