import { expect, test } from 'vitest'
import type { Operation } from './documents.ts'
import { after, firstFailure, gridOf } from './grid.ts'

const a = { id: 'a', name: 'host-1' }
const b = { id: 'b', name: 'host-2' }
const cell = (step: string, target: string, state: 'RUNNING' | 'CHANGED' | 'FAILED', attempt = 1) => ({
  ...{ step, target, state, attempt, beganAt: '2026-01-01T00:00:00Z' },
  endedAt: state === 'RUNNING' ? null : `2026-01-01T00:00:0${attempt}Z`,
  failure: state === 'FAILED' ? { code: 'host/Unreachable', data: {} } : null,
})
const operation = (progress: ReturnType<typeof cell>[]): Operation =>
  ({
    id: 'op',
    state: 'RUNNING',
    cursor: '1',
    plan: {
      expectedSeconds: null,
      steps: [
        { name: 'reach', targets: [a, b] },
        { name: 'join-workers', targets: [b] },
        { name: 'verify', targets: [{ id: 'cluster', name: 'demo' }] },
      ],
    },
    progress,
  }) as unknown as Operation

test('every step of the plan is shown on every target, also before it begins', () => {
  const grid = gridOf(operation([cell('reach', 'a', 'CHANGED'), cell('reach', 'b', 'RUNNING')]))
  expect(grid.columns.map(({ name }) => name)).toEqual(['host-1', 'host-2'])
  expect(grid.rows.map(({ cells }) => cells.map((one) => one?.state ?? null))).toEqual([
    ['CHANGED', 'RUNNING'],
    [null, 'WAITING'],
    ['WAITING'],
  ])
  expect([grid.done, grid.all]).toEqual([1, 4])
})

test('a cell shows its latest attempt, whichever came first', () => {
  const grid = gridOf(operation([cell('reach', 'a', 'CHANGED', 2), cell('reach', 'a', 'FAILED', 1)]))
  expect(grid.rows[0]?.cells[0]).toMatchObject({ state: 'CHANGED', attempt: 2 })
  expect(firstFailure(grid)).toBeUndefined()
})

test('the failure that came first is the one to look at', () => {
  const grid = gridOf(operation([cell('reach', 'b', 'FAILED', 2), cell('reach', 'a', 'FAILED', 1)]))
  expect(firstFailure(grid)).toMatchObject({ targetName: 'host-1' })
})

test('an event that is delivered twice is shown once', () => {
  const event = { cursor: '2', operation: { state: 'RUNNING' }, cell: cell('reach', 'a', 'CHANGED') } as never
  const once = after(operation([cell('reach', 'a', 'RUNNING')]), event)
  expect(after(once, event)).toEqual(once)
  expect(once.progress).toHaveLength(1)
  expect(once.cursor).toBe('2')
})
