import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addMembers, forgetCluster } from '../cluster/cluster.ts'
import { forgetHostKey } from '../host/host.ts'
import { begin } from '../ledger/ledger.ts'
import { appendLines } from '../log/log.ts'
import { Operation } from '../operation/operation.ts'
import { openTestDatabase, seed, type Seed, type TestDatabase } from '../testing/index.ts'
import { everything } from './scope.ts'
import type { Change } from './listen.ts'

let database: TestDatabase
let rows: Seed
beforeAll(async () => {
  database = await openTestDatabase()
  rows = await seed(database)
})
afterAll(() => database.close())

const em = () => database.fork(everything)

/** Resolves with the first change that fits. */
const next = async (fits: (change: Change) => boolean): Promise<{ change: Promise<Change> }> => {
  const { promise, resolve } = Promise.withResolvers<Change>()
  const stop = await database.listen((change) => {
    if (fits(change)) resolve(change)
  })
  return { change: promise.finally(stop) }
}

test('who listens learns of operations, clusters and hosts by their ids', async () => {
  const { operation, cluster, hosts } = rows
  const seen = await Promise.all([
    next(({ kind }) => kind === 'operation'),
    next(({ kind }) => kind === 'cluster'),
    next((change) => change.kind === 'host' && change.id === hosts[1]!.id),
  ])
  await em().nativeUpdate(Operation, { id: operation.id }, { reason: 'because' })
  await forgetHostKey(em(), hosts[1]!.id)
  await addMembers(em(), cluster.id, [{ host: hosts[0]!.id, role: 'worker' }])
  expect(await Promise.all(seen.map(({ change }) => change))).toEqual([
    { kind: 'operation', id: operation.id },
    { kind: 'cluster', id: cluster.id },
    { kind: 'host', id: hosts[1]!.id },
  ])
  const left = await next((change) => change.kind === 'host' && change.id === hosts[0]!.id)
  await forgetCluster(em(), cluster.id)
  await left.change
})

test('and of the ledger and the log with the position up to which they stand', async () => {
  const { operation } = rows
  const pair = { operation: operation.id, step: 'reach', target: 'a' }
  const [ledger, log] = [
    await next(({ kind }) => kind === 'ledger'),
    await next(({ kind }) => kind === 'log'),
  ]
  await begin(em(), pair)
  await appendLines(em(), [
    { ...pair, text: '1' },
    { ...pair, text: '2' },
  ])
  expect(await ledger.change).toEqual({ kind: 'ledger', id: operation.id, operation: operation.id, seq: 1 })
  expect(await log.change).toEqual({ kind: 'log', id: operation.id, ...pair, seq: 2 })
})

test('a handler that was stopped hears nothing more', async () => {
  const heard: Change[] = []
  const stop = await database.listen((change) => heard.push(change))
  stop()
  const { change } = await next(({ kind }) => kind === 'host')
  await forgetHostKey(em(), rows.hosts[0]!.id)
  await change
  expect(heard).toEqual([])
})

test('a lost connection is made again, which is told, and changes arrive as before', async () => {
  const again = await next(({ kind }) => kind === 'reconnected')
  await em().execute(`select pg_terminate_backend(pid) from pg_stat_activity where query = 'listen slipway'`)
  await again.change
  const { change } = await next(({ kind }) => kind === 'host')
  await forgetHostKey(em(), rows.hosts[0]!.id)
  expect(await change).toEqual({ kind: 'host', id: rows.hosts[0]!.id })
})

test('after the database was away everything goes on: no connection of the pool is lost for good', async () => {
  const again = await next(({ kind }) => kind === 'reconnected')
  await Promise.all(Array.from({ length: 8 }, () => em().execute('select pg_sleep(0.05)')))
  const admin = new Client({ connectionString: database.url })
  await admin.connect()
  await admin.query('select pg_terminate_backend(pid) from pg_stat_activity where pid <> pg_backend_pid()')
  await admin.end()
  await again.change
  await expect.poll(() => database.isReady(), { timeout: 30_000 }).toBe(true)
  for (let n = 0; n < 10; n += 1) expect(await em().execute('select 1 as one')).toEqual([{ one: 1 }])
})
