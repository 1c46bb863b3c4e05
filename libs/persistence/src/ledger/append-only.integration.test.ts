import { afterAll, beforeAll, expect, test } from 'vitest'
import { everything } from '../database/scope.ts'
import { appendLines } from '../log/log.ts'
import { openTestDatabase, seed, type TestDatabase } from '../testing/index.ts'
import { begin } from './ledger.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
  const { operation, hosts } = await seed(database)
  const pair = { operation: operation.id, step: 'reach', target: hosts[0]!.id }
  await begin(database.fork(everything), pair)
  await appendLines(database.fork(everything), [{ ...pair, text: 'line' }])
})
afterAll(() => database.close())

test.each(['ledger', 'log_line', 'audit'])('nobody changes or deletes what stands in %s', async (table) => {
  const em = database.fork(everything)
  const count = async () => (await em.execute<unknown[]>(`select * from ${table}`)).length
  const before = await count()
  expect(before).toBeGreaterThan(0)
  const column = table === 'audit' ? 'subject' : 'step'
  for (const sql of [
    `update ${table} set ${column} = 'other'`,
    `delete from ${table}`,
    `truncate ${table} cascade`,
  ])
    await expect(em.execute(sql)).rejects.toThrow(`${table} is append-only`)
  expect(await count()).toBe(before)
})
