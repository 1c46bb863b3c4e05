import { expect, test } from 'vitest'
import { makeReader } from './reader.ts'

const identity = {
  operation: 'operation-1',
  run: '0001-ab',
  hosts: {
    'node-1': { id: 'id-1', address: '192.0.2.1', user: 'ops' },
    'node-2': { id: 'id-2', address: '192.0.2.2', user: 'ops' },
  },
}
const line = (event: object) => JSON.stringify({ at: 1_000, host: 'node-1', step: 'runtime', ...event })
const began = line({ event: 'step-began' })
const task = line({ event: 'task', task: 'Do it', status: 'changed', took: 1234, output: 'one\ntwo' })
const ended = line({ event: 'step-ended', outcome: 'changed', outputs: {} })

const pair = { operation: 'operation-1', run: '0001-ab', step: 'runtime', target: 'id-1' }

test('a step’s beginning and end become entries of the ledger under the host’s id', () => {
  expect(makeReader(identity)([began, ended])).toEqual([
    { kind: 'begin', pair },
    {
      kind: 'end',
      pair: { ...pair, outcome: 'changed' },
      result: { step: 'runtime', target: 'id-1', outcome: 'changed' },
    },
  ])
})

test('a task becomes lines of the log: how it went, and what it printed', () => {
  const [log] = makeReader(identity)([task])
  expect(log).toMatchObject({
    kind: 'log',
    lines: [
      { ...pair, task: 'Do it', text: 'changed (1.2 s)', position: 0 },
      { text: 'one', position: 1 },
      { text: 'two', position: 2 },
    ],
  })
})

test('lines between two entries of the ledger are written at once', () => {
  expect(makeReader(identity)([began, task, task, ended]).map(({ kind }) => kind)).toEqual([
    'begin',
    'log',
    'end',
  ])
})

test('read again from the start, in whatever portions, lines have the same places', () => {
  const all = makeReader(identity)([began, task, task, ended])
  const reader = makeReader(identity)
  const parts = [[began, task], [task], [ended]].flatMap((lines) => reader(lines))
  const lines = (entries: typeof all) => entries.flatMap((entry) => (entry.kind === 'log' ? entry.lines : []))
  expect(lines(parts)).toEqual(lines(all))
})

test('outputs go with the end, failures with the host’s name', () => {
  const reader = makeReader(identity)
  const outputs = { ca_hash: 'sha256:00' }
  expect(reader([line({ event: 'step-ended', outcome: 'same', outputs })])).toMatchObject([
    { pair: { outputs } },
  ])
  const failure = { task: 'Do it', message: 'no', unreachable: false }
  expect(
    reader([line({ event: 'step-ended', outcome: 'failed', outputs: {}, failure, host: 'node-2' })]),
  ).toMatchObject([
    {
      result: {
        target: 'id-2',
        failure: { code: 'run/TaskFailed', data: { host: 'node-2', message: 'no' } },
      },
    },
  ])
})

test('what is said outside of any step, or of a host that is not of the run, is left out', () => {
  expect(
    makeReader(identity)([
      line({ event: 'task', task: 'Do it', status: 'ok', took: 1, output: '', step: null }),
      line({ event: 'step-began', host: 'other' }),
    ]),
  ).toEqual([])
})

test('a line that is no event is refused', () => {
  expect(() => makeReader(identity)(['{"event": "unheard-of"}'])).toThrow()
})
