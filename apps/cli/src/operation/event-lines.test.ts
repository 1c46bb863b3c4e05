import { expect, test } from 'vitest'
import { at, cell, event, operation, start, unreachable } from '../testing/world.ts'
import { eventLines } from './event-lines.ts'
import { initialState, reduce, type WatchEvent, type WatchState } from './state.ts'

const options = { now: start + 20_000, language: 'en' } as const

const said = (...events: WatchEvent[]): string[] => {
  let before: WatchState | undefined
  const lines: string[] = []
  for (const one of events) {
    const after = before === undefined ? initialState(operation) : reduce(before, one)
    lines.push(...eventLines(before, after, one, options))
    before = after
  }
  return lines
}
const seen: WatchEvent = { kind: 'seen', operation }
const happened = (...given: Parameters<typeof event>): WatchEvent => ({
  kind: 'happened',
  event: event(...given),
})

test('each begin and end is a line with the time since the start', () => {
  expect(
    said(
      seen,
      happened(1, cell('reach', 'cp-1', { began: 1 })),
      happened(2, cell('reach', 'cp-1', { began: 1, ended: 3, state: 'SAME' })),
      happened(3, null, { state: 'SUCCEEDED', endedAt: at(31) }),
    ),
  ).toEqual([
    'create demo: operation 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 by admin',
    '[       1 s] reach on cp-1: began',
    '[       3 s] reach on cp-1: already so (2 s)',
    'create demo: succeeded, 31 s, expected about 34 s',
  ])
})

test('what came before says nothing a second time', () => {
  const began = happened(1, cell('reach', 'cp-1', { began: 1 }))
  expect(said(seen, began, began)).toHaveLength(2)
})

test('a failure says the task, what happened and how to see its log', () => {
  const failed = cell('join-workers', 'worker-2', { ended: 8, state: 'FAILED', failure: unreachable })
  expect(said(seen, happened(1, failed)).slice(1)).toEqual([
    '[       8 s] join-workers on worker-2: FAILED (8 s)',
    '  worker-2 cannot be reached.',
    '  task: Ask kubeadm to join',
    '  log: slipway operation logs 0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10 --step join-workers --target worker-2',
  ])
})

test('a lost connection and its return are said once each', () => {
  expect(
    said(seen, { kind: 'lost', at: start + 20_000, reason: 'reset' }, { kind: 'back' }).slice(1),
  ).toEqual(['[      20 s] connection lost: reset', '[      20 s] connected again'])
})
