import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { everything } from '../database/scope.ts'
import { openTestDatabase, seed, type TestDatabase } from '../testing/index.ts'
import { begin, end } from './ledger.ts'
import { cells, eventsAfter, finishedPairs, lastPosition, medianSeconds, outputs } from './read.ts'

let database: TestDatabase
let operation: string
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  operation = (await seed(database)).operation.id
})
afterAll(() => database.close())

const em = () => database.fork(everything)
const pair = (target: string, step = 'reach') => ({ operation, step, target })
const failure = { code: 'host/Unreachable', data: { host: 'a' } }

test('an attempt that runs is begun once, however often it is said', async () => {
  const attempts = await Promise.all(Array.from({ length: 6 }, () => begin(em(), pair('a'))))
  expect(attempts).toEqual([1, 1, 1, 1, 1, 1])
  expect(await eventsAfter(em(), operation, 0)).toHaveLength(1)
})

test('after a failure the next attempt counts on, and what finished is not begun again', async () => {
  await begin(em(), pair('a'))
  await end(em(), { ...pair('a'), outcome: 'failed', failure })
  expect(await begin(em(), pair('a'))).toBe(2)
  await end(em(), { ...pair('a'), outcome: 'changed' })
  expect(await begin(em(), pair('a'))).toBe(2)
  expect(await cells(em(), operation)).toMatchObject([{ attempt: 2, state: 'changed', failure: null }])
})

test('the first end of an attempt stands', async () => {
  await begin(em(), pair('a'))
  await end(em(), { ...pair('a'), outcome: 'changed' })
  await end(em(), { ...pair('a'), outcome: 'failed', failure })
  expect(await finishedPairs(em(), operation)).toEqual({ reach: ['a'] })
})

test('an end without a beginning is an attempt of its own', async () => {
  await end(em(), { ...pair('a'), outcome: 'same' })
  expect((await eventsAfter(em(), operation, 0)).map(({ event }) => event)).toEqual(['began', 'ended'])
})

test('the events of a run can be told again, also when a later run has begun', async () => {
  const [first, second] = [
    { ...pair('a'), run: 'one' },
    { ...pair('a'), run: 'two' },
  ]
  const tellFirst = async () => {
    expect(await begin(em(), first)).toBe(1)
    await end(em(), { ...first, outcome: 'failed', failure })
  }
  await tellFirst()
  await tellFirst()
  expect(await begin(em(), second)).toBe(2)
  await tellFirst()
  await end(em(), { ...second, outcome: 'changed' })
  await tellFirst()
  const events = await eventsAfter(em(), operation, 0)
  expect(events.map(({ attempt, event, outcome }) => [attempt, event, outcome])).toEqual([
    [1, 'began', null],
    [1, 'ended', 'failed'],
    [2, 'began', null],
    [2, 'ended', 'changed'],
  ])
})

test('finished is what ended well, by step and target', async () => {
  for (const [target, outcome] of [
    ['a', 'changed'],
    ['b', 'same'],
    ['c', 'skipped'],
    ['d', 'failed'],
  ] as const)
    await end(em(), { ...pair(target), outcome })
  await begin(em(), pair('a', 'runtime'))
  const finished = await finishedPairs(em(), operation)
  expect(Object.keys(finished)).toEqual(['reach'])
  expect(finished.reach?.toSorted()).toEqual(['a', 'b', 'c'])
})

test('cells are told in the order in which they began, each in its last state', async () => {
  await begin(em(), pair('b'))
  await begin(em(), pair('a'))
  await end(em(), { ...pair('b'), outcome: 'failed', failure })
  const other = (await seed(database)).operation.id
  await begin(em(), { operation: other, step: 'reach', target: 'a' })
  expect(await cells(em(), operation)).toMatchObject([
    { operation, target: 'b', state: 'failed', failure },
    { operation, target: 'a', state: 'running', endedAt: null },
  ])
  expect(await cells(em(), [operation, other])).toHaveLength(3)
})

test('whoever reads on from a position misses nothing, however writers overtake each other', async () => {
  const seen: string[] = []
  let position = 0
  let writing = true
  const writers = Promise.all(
    Array.from({ length: 20 }, (_, n) => end(em(), { ...pair(`host-${n}`), outcome: 'changed' })),
  ).finally(() => (writing = false))
  for (;;) {
    const last = !writing
    for (const event of await eventsAfter(em(), operation, position)) {
      expect(event.seq).toBeGreaterThan(position)
      position = event.seq
      if (event.event === 'ended') seen.push(event.target)
    }
    if (last) break
  }
  await writers
  expect(new Set(seen).size).toBe(20)
  expect(seen).toHaveLength(20)
  expect(await lastPosition(em(), operation)).toBe(position)
})

test('outputs of a step are those of the attempt that ended well', async () => {
  await end(em(), { ...pair('a', 'init'), outcome: 'failed', outputs: { ca_hash: 'wrong' } })
  await begin(em(), pair('a', 'init'))
  await end(em(), { ...pair('a', 'init'), outcome: 'changed', outputs: { ca_hash: 'sha256:1', n: 2 } })
  expect(await outputs(em(), operation, 'init')).toEqual({ ca_hash: 'sha256:1', n: 2 })
  expect(await outputs(em(), operation, 'other')).toEqual({})
})

test('the expected time of a step is the median of those that did something', async () => {
  const began = new Date('2026-01-01T00:00:00Z')
  const after = (seconds: number) => new Date(began.getTime() + seconds * 1000)
  for (const [target, seconds, outcome] of [
    ['a', 2, 'changed'],
    ['b', 3, 'changed'],
    ['c', 40, 'changed'],
    ['d', 1000, 'same'],
  ] as const) {
    await begin(em(), { ...pair(target, 'timed'), at: began })
    await end(em(), { ...pair(target, 'timed'), outcome, at: after(seconds) })
  }
  expect((await medianSeconds(em(), 'create')).timed).toBe(3)
  expect(await medianSeconds(em(), 'delete')).toEqual({})
})
