import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { everything } from '../database/scope.ts'
import { openTestDatabase, seed, type TestDatabase } from '../testing/index.ts'
import { appendLines, linesAfter } from './log.ts'

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
const line = (text: string, target = 'a', step = 'reach') => ({ operation, step, target, text })
const texts = (lines: { text: string }[]) => lines.map(({ text }) => text)

test('lines stand in the order in which they were given, by cell, step or operation', async () => {
  await appendLines(em(), [line('one'), line('two', 'b'), line('three'), line('four', 'a', 'runtime')])
  expect(texts(await linesAfter(em(), { operation, step: 'reach', target: 'a' }, 0))).toEqual([
    'one',
    'three',
  ])
  expect(texts(await linesAfter(em(), { operation, step: 'reach' }, 0))).toEqual(['one', 'two', 'three'])
  expect(texts(await linesAfter(em(), { operation }, 0))).toEqual(['one', 'two', 'three', 'four'])
})

test('reading goes on from a position', async () => {
  await appendLines(
    em(),
    ['1', '2', '3', '4', '5'].map((text) => line(text)),
  )
  const first = await linesAfter(em(), { operation }, 0, 2)
  expect(texts(first)).toEqual(['1', '2'])
  expect(texts(await linesAfter(em(), { operation }, first[1]!.seq))).toEqual(['3', '4', '5'])
})

test('lines of a run that are read again are not written again', async () => {
  const lines = ['1', '2', '3'].map((text, position) => ({ ...line(text), run: 'run', position }))
  await appendLines(em(), lines.slice(0, 2))
  await appendLines(em(), lines)
  expect(texts(await linesAfter(em(), { operation }, 0))).toEqual(['1', '2', '3'])
})

test('text of every kind is kept, but for the one character that the database cannot hold', async () => {
  const at = new Date('2026-01-02T03:04:05.678Z')
  await appendLines(em(), [
    { ...line(`'quoted' "?" \\ \u0000ende 你好 ${'x'.repeat(10_000)}`), task: 'name?', at },
  ])
  expect(await linesAfter(em(), { operation }, 0)).toMatchObject([
    { text: `'quoted' "?" \\ ende 你好 ${'x'.repeat(10_000)}`, task: 'name?', at },
  ])
  await appendLines(em(), [])
})
