import { begin, cells, everything, findCluster, findOperation, holdersOfHosts } from '@slipway/persistence'
import { workflowIdOf } from '@slipway/workflows'
import { useTemporal } from '@slipway/temporal/testing'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openTestWorker, type TestWorker } from '../testing/worker.ts'
import { openSite, openWorld, planCreate, planDelete, type Site, type World } from '../testing/world.ts'
import { startOperation } from './start-operation.ts'

const temporal = useTemporal()
let world: World
let site: Site
let worker: TestWorker
beforeAll(async () => {
  world = await openWorld(temporal.client)
  worker = await openTestWorker(temporal.server.address)
})
beforeEach(async () => {
  site = await openSite(world)
})
afterAll(async () => {
  await worker.close()
  await world.close()
})

const em = () => world.database.fork(everything)
const start = ({ hash }: { hash: string }) => startOperation(world, { planHash: hash, actor: site.actor })

test('a delete ends the create that holds the cluster, waits for its end, and takes its place', async () => {
  const create = await start(await planCreate(world, site))
  const pair = { operation: create.id, step: 'reach', target: site.hosts[0]!.id }
  await begin(em(), pair)
  const plan = await planDelete(world, site, create.cluster)
  expect(plan.document.takesOver).toBe(true)

  const operation = await start(plan)

  const workflow = await temporal.client.workflow.getHandle(workflowIdOf(create.id)).describe()
  expect(workflow.status.name).toBe('CANCELLED')
  expect(await findOperation(em(), create.id)).toMatchObject({ state: 'cancelled' })
  expect(await cells(em(), create.id)).toMatchObject([
    { state: 'failed', failure: { code: 'operation/Interrupted' } },
  ])
  expect(await findCluster(em(), create.cluster)).toMatchObject({ state: 'deleting' })
  const holders = await holdersOfHosts(
    em(),
    site.hosts.map(({ id }) => id),
  )
  expect(new Set(holders.values())).toEqual(new Set([operation.id]))
})

test('it does so as well where the holder’s workflow was never started', async () => {
  const create = await start(await planCreate(world, site))
  await temporal.client.workflow.getHandle(workflowIdOf(create.id)).terminate()
  const operation = await start(await planDelete(world, site, create.cluster))
  expect(operation).toMatchObject({ verb: 'delete', state: 'running' })
})

test('it does not take over from another delete', async () => {
  const create = await start(await planCreate(world, site))
  const plan = await planDelete(world, site, create.cluster)
  const first = await start(plan)
  expect((await planDelete(world, site, create.cluster)).document.takesOver).toBe(false)
  await expect(start(plan)).rejects.toMatchObject({
    code: 'operation/ClusterBusy',
    data: { holder: first.id, verb: 'delete' },
  })
})
