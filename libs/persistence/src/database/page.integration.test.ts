import { afterAll, beforeAll, expect, test } from 'vitest'
import { Cluster } from '../cluster/cluster.ts'
import { openTestDatabase, seed, type Seed, type TestDatabase } from '../testing/index.ts'
import { page, type Page } from './page.ts'
import { everything } from './scope.ts'

let database: TestDatabase
let rows: Seed
const names = Array.from({ length: 25 }, (_, n) => `c-${n}`)
beforeAll(async () => {
  database = await openTestDatabase()
  rows = await seed(database)
  const em = database.fork(everything)
  const createdAt = new Date()
  for (const name of names)
    em.create(Cluster, {
      project: rows.project.id,
      name,
      state: 'draft',
      kubernetesVersion: '1.36.3',
      spec: {} as never,
      createdAt,
    })
  await em.flush()
})
afterAll(() => database.close())

const read = (first: number, order: 'newest' | 'oldest', after?: string | null): Promise<Page<Cluster>> =>
  page(database.fork(everything), Cluster, { name: { $like: 'c-%' } }, { first, after }, order)

test.each(['newest', 'oldest'] as const)(
  'pages in order of the %s hold every row once, also rows of the same moment',
  async (order) => {
    const seen: string[] = []
    let after: string | null = null
    let more = true
    while (more) {
      const found: Page<Cluster> = await read(10, order, after)
      seen.push(...found.rows.map(({ name }) => name))
      after = found.endCursor
      more = found.hasNextPage
    }
    expect(seen.toSorted()).toEqual(names.toSorted())
  },
)

test('says that nothing follows when the last row is on the page', async () => {
  expect(await read(25, 'oldest')).toMatchObject({ hasNextPage: false })
  expect(await read(24, 'oldest')).toMatchObject({ hasNextPage: true })
})

test('a cursor that was not given is refused', async () => {
  for (const cursor of ['nonsense', Buffer.from('["2026-01-01","x"]').toString('base64url')])
    await expect(read(10, 'oldest', cursor)).rejects.toMatchObject({ code: 'operation/CursorUnknown' })
})
