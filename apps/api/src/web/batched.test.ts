import { expect, test } from 'vitest'
import { batched, grouped, keyed } from './batched.ts'

test('what is asked for together is read together, and nothing twice', async () => {
  const asked: string[][] = []
  const read = batched(async (keys) => {
    asked.push([...keys])
    return new Map(keys.filter((key) => key !== 'none').map((key) => [key, key.toUpperCase()]))
  })
  expect(await Promise.all([read('a'), read('b'), read('a'), read('none')])).toEqual([
    'A',
    'B',
    'A',
    undefined,
  ])
  expect(await Promise.all([read('b'), read('c')])).toEqual(['B', 'C'])
  expect(asked).toEqual([['a', 'b', 'none'], ['c']])
})

test('a failure reaches everybody who asked', async () => {
  const read = batched<string>(() => Promise.reject(new Error('gone')))
  const results = await Promise.allSettled([read('a'), read('b')])
  expect(results.map(({ status }) => status)).toEqual(['rejected', 'rejected'])
})

test('rows by key, and in groups', () => {
  const rows = [
    { id: '1', of: 'a' },
    { id: '2', of: 'a' },
  ]
  expect(keyed(rows, 'id').get('2')).toBe(rows[1])
  expect(grouped(rows, 'of').get('a')).toEqual(rows)
})
