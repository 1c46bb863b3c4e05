import { clusterSpecSchema } from '@slipway/domain'
import { planOperation, startOperation, type Platform } from '@slipway/operations'
import { Cluster, everything, findCluster, findOperation } from '@slipway/persistence'
import { openTestDatabase, seedHosts, type TestDatabase } from '@slipway/persistence/testing'
import { openTestTemporal, type TestTemporal } from '@slipway/temporal/testing'
import { workflowIdOf } from '@slipway/workflows'
import { watch } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { replacedBundlesIn } from './testing/replaced-bundles.ts'
import { startWorkerProcess, type WorkerProcess } from './testing/worker-process.ts'

const actor = { name: 'tester', scope: everything }
let database: TestDatabase
let temporal: TestTemporal
let data: string
const workers: WorkerProcess[] = []

beforeAll(async () => {
  database = await openTestDatabase()
  data = await mkdtemp(join(tmpdir(), 'slipway-worker-'))
})
afterAll(async () => {
  await database.close()
  await rm(data, { recursive: true, force: true })
})
beforeEach(async () => {
  temporal = await openTestTemporal()
})
afterEach(async () => {
  for (const worker of workers) worker.kill('SIGKILL')
  await Promise.all(workers.splice(0).map(({ ended }) => ended))
  await temporal.close()
})

const startWorker = async (changes: Record<string, string> = {}): Promise<WorkerProcess> => {
  const worker = startWorkerProcess({
    SLIPWAY_DATA: data,
    SLIPWAY_DATABASE_URL: database.url,
    SLIPWAY_TEMPORAL_ADDRESS: temporal.server.address,
    SLIPWAY_MASTER_KEY: `test:${Buffer.alloc(32, 7).toString('base64')}`,
    ...changes,
  })
  workers.push(worker)
  await worker.ready
  return worker
}

/** The delete of a cluster that never got a member: it needs no hosts, and goes every way that others go. */
const startDelete = async () => {
  const em = database.fork(everything)
  const { project } = await seedHosts(em)
  const spec = clusterSpecSchema.parse({
    name: 'c',
    kubernetesVersion: '1.36.3',
    controlPlanes: [project.id],
  })
  const cluster = em.create(Cluster, {
    project: project.id,
    name: 'c',
    state: 'failed',
    kubernetesVersion: '1.36.3',
    spec,
  })
  await em.persist(cluster).flush()
  const platform: Platform = {
    database,
    temporal: temporal.client,
    data,
    playbooks: join(import.meta.dirname, '../../../infra/ansible'),
    bundles: { versions: async () => [], find: async () => undefined },
  }
  const { hash } = await planOperation(platform, { request: { verb: 'delete', cluster: cluster.id }, actor })
  const { id } = await startOperation(platform, { planHash: hash, actor })
  return { id, cluster: cluster.id }
}
const states = async ({ id, cluster }: { id: string; cluster: string }) => {
  const em = database.fork(everything)
  return [(await findOperation(em, id))?.state, (await findCluster(em, cluster))?.state]
}
const closed = async (id: string): Promise<void> => {
  const seen = Promise.withResolvers<void>()
  const look = async (): Promise<void> => {
    const operation = await findOperation(database.fork(everything), id)
    if (operation && operation.state !== 'running') seen.resolve()
  }
  const stop = await database.listen(() => void look())
  await look()
  await seen.promise
  stop()
}

test('an operation that was started goes through Temporal to its end in the records', async () => {
  const operation = await startDelete()
  await startWorker()
  await temporal.client.workflow.getHandle(workflowIdOf(operation.id)).result()
  expect(await states(operation)).toEqual(['succeeded', 'deleted'])
})

test('with all that Temporal knew gone, a worker’s sweep takes up the open operation', async () => {
  const operation = await startDelete()
  await temporal.close()
  temporal = await openTestTemporal()
  const worker = await startWorker()
  await closed(operation.id)
  expect(await states(operation)).toEqual(['succeeded', 'deleted'])
  expect(worker.log()).toContain(operation.id)
})

test('a worker lets a replaced bundle go that nobody needs', async () => {
  const { left } = await replacedBundlesIn(data, ['old', 'young'])
  const gone = Promise.withResolvers<void>()
  const look = async (): Promise<void> => {
    if ((await left()).length === 0) gone.resolve()
  }
  const watcher = watch(join(data, 'bundles'), () => void look().catch(gone.reject))
  await startWorker()
  await look()
  await gone.promise
  watcher.close()
})

test.each(['SIGTERM', 'SIGINT'] as const)('on %s it ends in order', async (signal) => {
  const worker = await startWorker()
  worker.kill(signal)
  expect(await worker.ended).toBe(0)
})

test('it says why it cannot start, and never the database’s password', async () => {
  const url = new URL(database.url)
  url.port = '1'
  url.password = 'not-to-be-seen'
  await expect(startWorker({ SLIPWAY_DATABASE_URL: url.href })).rejects.toThrow('ended before it was ready')
  const [worker] = workers
  expect(await worker?.ended).toBe(1)
  expect(worker?.log()).toContain('the worker has failed')
  expect(worker?.log()).not.toContain('not-to-be-seen')
})
