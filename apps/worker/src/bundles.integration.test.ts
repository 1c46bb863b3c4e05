import { Cluster, everything, Operation, storePlan } from '@slipway/persistence'
import { openTestDatabase, seedHosts, type TestDatabase } from '@slipway/persistence/testing'
import { randomUUID } from 'node:crypto'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { dropBundles } from './bundles.ts'
import { replacedBundlesIn } from './testing/replaced-bundles.ts'

let database: TestDatabase
let data: string
beforeEach(async () => {
  database = await openTestDatabase()
  data = await mkdtemp(join(tmpdir(), 'slipway-worker-bundles-'))
})
afterEach(async () => {
  await database.close()
  await rm(data, { recursive: true, force: true })
})

/** An open operation whose plan pins that bundle; gives what closes it. */
const openOperationWith = async (digest: string): Promise<() => Promise<void>> => {
  const em = database.fork(everything)
  const { project } = await seedHosts(em)
  const common = { project: project.id, verb: 'create' } as const
  const cluster = em.create(Cluster, {
    ...{ project: project.id, name: 'c', state: 'draft', kubernetesVersion: '1.36.3', spec: {} as never },
  })
  await em.persist(cluster).flush()
  const { hash } = await storePlan(em, {
    ...{ ...common, hash: randomUUID(), cluster: cluster.id, input: {}, findings: [], createdBy: 'someone' },
    document: { pins: { bundle: { version: '1.36.3', digest }, playbooks: '0'.repeat(64) } } as never,
  })
  const operation = em.create(Operation, {
    ...{ ...common, cluster: cluster.id, plan: hash, claim: 'exclusive', requestedBy: 'someone' },
  })
  await em.persist(operation).flush()
  return async () => {
    operation.state = 'succeeded'
    operation.endedAt = new Date()
    await em.flush()
  }
}

test('a replaced bundle that an open operation pins stays until it is closed; the others go', async () => {
  const { digests, left } = await replacedBundlesIn(data, ['first', 'second', 'third'])
  const [first = '', second = ''] = digests
  const close = await openOperationWith(first)
  expect((await dropBundles({ database, data })).bundles).toEqual([{ version: '1.36.3', digest: second }])
  expect(await left()).toEqual([first])
  await close()
  expect((await dropBundles({ database, data })).bundles).toEqual([{ version: '1.36.3', digest: first }])
  expect(await left()).toEqual([])
})

test('where the data folder has no bundles nothing happens', async () => {
  expect(await dropBundles({ database, data })).toEqual({ bundles: [], blobs: 0 })
  expect(await readdir(data)).toEqual([])
})
