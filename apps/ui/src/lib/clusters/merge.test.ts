import { expect, test } from 'vitest'
import { merge } from './merge.ts'

const rows = [
  { id: '1', name: 'a', state: 'RUNNING' },
  { id: '2', name: 'c', state: 'RUNNING' },
]

test('a changed cluster is shown as it is now, once', () => {
  expect(merge(rows, { id: '2', name: 'c', state: 'FAILED' }, false).map(({ state }) => state)).toEqual([
    'RUNNING',
    'FAILED',
  ])
})

test('a new cluster takes its place by name, a deleted one leaves', () => {
  expect(merge(rows, { id: '3', name: 'b', state: 'DRAFT' }, false).map(({ name }) => name)).toEqual([
    'a',
    'b',
    'c',
  ])
  expect(merge(rows, rows[0]!, true).map(({ name }) => name)).toEqual(['c'])
})
