import { expect, test } from 'vitest'
import { collect } from './pages.ts'

/** A connection of numbers whose cursors are their positions. */
const numbers = (count: number) => {
  const asked: unknown[] = []
  const fetchPage = async (page: { first: number; after?: string }) => {
    asked.push(page)
    const from = Number(page.after ?? 0)
    const nodes = Array.from({ length: Math.min(page.first, count - from) }, (_, index) => from + index)
    const end = from + nodes.length
    return { nodes, pageInfo: { endCursor: nodes.length === 0 ? null : `${end}`, hasNextPage: end < count } }
  }
  return { asked, fetchPage }
}

test('all pages are fetched, each after the one before', async () => {
  const { asked, fetchPage } = numbers(250)
  expect(await collect(fetchPage)).toHaveLength(250)
  expect(asked).toEqual([{ first: 100 }, { first: 100, after: '100' }, { first: 100, after: '200' }])
})

test('no more is asked for than is wanted', async () => {
  const { asked, fetchPage } = numbers(250)
  expect(await collect(fetchPage, 20)).toHaveLength(20)
  expect(asked).toEqual([{ first: 20 }])
})

test('nothing is a list too', async () => {
  expect(await collect(numbers(0).fetchPage)).toEqual([])
})
