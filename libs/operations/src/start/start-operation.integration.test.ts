import {
  everything,
  findCluster,
  findOperation,
  holdersOfHosts,
  listAudit,
  membersOf,
  openOperations,
  recordFacts,
} from '@slipway/persistence'
import { workflowIdOf } from '@slipway/workflows'
import { useTemporal } from '@slipway/temporal/testing'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeOperation } from '../engine/close-operation.ts'
import { findings } from '../testing/planners.ts'
import { openSite, openWorld, planCreate, planDelete, type Site, type World } from '../testing/world.ts'
import { startOperation } from './start-operation.ts'

const temporal = useTemporal()
let world: World
let site: Site
beforeAll(async () => {
  world = await openWorld(temporal.client)
})
beforeEach(async () => {
  site = await openSite(world)
})
afterEach(() => void (findings.length = 0))
afterAll(() => world.close())

const em = () => world.database.fork(everything)
const start = ({ hash }: { hash: string }) =>
  startOperation(world, { planHash: hash, actor: site.actor, reason: 'wanted' })
const end = (operationId: string, state: 'succeeded' | 'failed' = 'succeeded') =>
  closeOperation(world.database, { operationId, state })

test('a start writes operation, claims, membership and audit, and starts the workflow', async () => {
  const plan = await planCreate(world, site)
  expect(await findCluster(em(), plan.cluster)).toMatchObject({ state: 'draft' })
  expect(await membersOf(em(), [plan.cluster])).toEqual([])

  const operation = await start(plan)

  expect(operation).toMatchObject({
    state: 'running',
    verb: 'create',
    requestedBy: 'someone',
    plan: plan.hash,
  })
  expect(await findCluster(em(), plan.cluster)).toMatchObject({ state: 'creating' })
  expect((await membersOf(em(), [plan.cluster])).map(({ role }) => role)).toEqual(['control-plane', 'worker'])
  const ids = site.hosts.map(({ id }) => id)
  expect([...(await holdersOfHosts(em(), ids)).values()]).toEqual([operation.id, operation.id])
  const audit = await listAudit(em(), { project: site.project.id }, { first: 10 })
  expect(audit.rows).toMatchObject([
    {
      userName: 'someone',
      action: 'cluster.create',
      subject: 'demo',
      data: { operation: operation.id, reason: 'wanted' },
    },
  ])
  const workflow = await temporal.client.workflow.getHandle(workflowIdOf(operation.id)).describe()
  expect(workflow).toMatchObject({ type: 'runOperation', taskQueue: 'control', status: { name: 'RUNNING' } })
})

test('of two who start at once one wins, and the other learns who holds the cluster', async () => {
  const plan = await planCreate(world, site)
  const results = await Promise.allSettled([start(plan), start(plan), start(plan)])
  const won = results.filter(({ status }) => status === 'fulfilled')
  expect(won).toHaveLength(1)
  const [operation] = (await openOperations(em())).filter(({ cluster }) => cluster === plan.cluster)
  for (const result of results)
    if (result.status === 'rejected')
      expect(result.reason).toMatchObject({
        code: 'operation/ClusterBusy',
        kind: 'conflict',
        data: { holder: operation!.id, cluster: 'demo', verb: 'create', requestedBy: 'someone' },
      })
})

test('of two clusters that want the same host one wins, and the other learns who holds the host', async () => {
  const [one, other] = [await planCreate(world, site, 'one'), await planCreate(world, site, 'other')]
  const results = await Promise.allSettled([start(one), start(other)])
  const [won] = results.filter((result) => result.status === 'fulfilled')
  const [lost] = results.filter((result) => result.status === 'rejected')
  expect(lost?.reason).toMatchObject({ code: 'operation/HostBusy', data: { holder: won!.value.id } })
  const loser = [one, other].find(({ cluster }) => cluster !== won!.value.cluster)!
  expect(await findCluster(em(), loser.cluster)).toMatchObject({ state: 'draft' })
  expect(await membersOf(em(), [loser.cluster])).toEqual([])
})

test('a host of another cluster is refused with that cluster’s name', async () => {
  const other = await planCreate(world, site, 'other')
  await end((await start(await planCreate(world, site, 'one'))).id)
  await expect(start(other)).rejects.toMatchObject({
    code: 'operation/HostTaken',
    data: { cluster: 'one' },
  })
})

test('a blocker keeps it from starting, and all of them are named', async () => {
  const plan = await planCreate(world, site)
  findings.push(
    { severity: 'blocker', code: 'host/Unreachable', data: { host: 'a' } },
    { severity: 'warning', code: 'host/Unreachable', data: { host: 'b' } },
    { severity: 'blocker', code: 'host/Unreachable', data: { host: 'c' } },
  )
  await expect(start(plan)).rejects.toMatchObject({
    code: 'operation/Blocked',
    data: { count: 2, findings: [{ data: { host: 'a' } }, { data: { host: 'c' } }] },
  })
  expect(
    await holdersOfHosts(
      em(),
      site.hosts.map(({ id }) => id),
    ),
  ).toEqual(new Map())
})

test('a warning does not', async () => {
  findings.push({ severity: 'warning', code: 'host/Unreachable', data: { host: 'b' } })
  await start(await planCreate(world, site))
})

test('a plan is stale when what it was made from changed, and not when facts grow older', async () => {
  const plan = await planCreate(world, site)
  await recordFacts(em(), site.hosts[0]!.id, { facts: { hostName: 'a' } as never, at: new Date(0) })
  const before = world.bundleDigest
  world.bundleDigest = 'c'.repeat(64)
  await expect(start(plan)).rejects.toMatchObject({ code: 'operation/PlanStale' })
  world.bundleDigest = before
  await writeFile(join(world.playbooks, 'new.yml'), '')
  await expect(start(plan)).rejects.toMatchObject({ code: 'operation/PlanStale' })
  await start(await planCreate(world, site))
})

test('the same request gives the same plan, whoever asks and however often', async () => {
  const hashes = new Set<string>()
  for (let n = 0; n < 3; n += 1) hashes.add((await planCreate(world, site)).hash)
  expect(hashes.size).toBe(1)
})

test('a plan of another project cannot be started, nor its cluster be deleted', async () => {
  const plan = await planCreate(world, site)
  const stranger = await openSite(world)
  await expect(startOperation(world, { planHash: plan.hash, actor: stranger.actor })).rejects.toMatchObject({
    code: 'operation/PlanUnknown',
    kind: 'not-found',
  })
  await expect(planDelete(world, stranger, plan.cluster)).rejects.toMatchObject({ code: 'cluster/Unknown' })
})

test('the end frees the claims and says what became of the cluster; the first end stands', async () => {
  const operation = await start(await planCreate(world, site))
  await end(operation.id)
  await end(operation.id, 'failed')
  expect(await findOperation(em(), operation.id)).toMatchObject({
    state: 'succeeded',
    endedAt: expect.any(Date),
  })
  expect(await findCluster(em(), operation.cluster)).toMatchObject({ state: 'running' })
  expect(
    await holdersOfHosts(
      em(),
      site.hosts.map(({ id }) => id),
    ),
  ).toEqual(new Map())
})

test('a create that failed can be planned and started again on the same cluster', async () => {
  const operation = await start(await planCreate(world, site))
  await expect(planCreate(world, site)).rejects.toMatchObject({ code: 'operation/ClusterBusy' })
  await end(operation.id, 'failed')
  expect(await findCluster(em(), operation.cluster)).toMatchObject({ state: 'failed' })
  const again = await start(await planCreate(world, site))
  expect(again.cluster).toBe(operation.cluster)
  await end(again.id)
  await expect(planCreate(world, site)).rejects.toMatchObject({ code: 'cluster/NameTaken' })
})

test('a cluster that a delete ended is gone, and planning against it is refused', async () => {
  const create = await start(await planCreate(world, site))
  await end(create.id)
  const plan = await planDelete(world, site, create.cluster)
  expect(plan.document).toMatchObject({ takesOver: false, verb: 'delete' })
  const operation = await start(plan)
  expect(await findCluster(em(), create.cluster)).toMatchObject({ state: 'deleting' })
  await end(operation.id)
  expect(await findCluster(em(), create.cluster)).toMatchObject({ state: 'deleted' })
  await expect(planDelete(world, site, create.cluster)).rejects.toMatchObject({ code: 'cluster/Deleted' })
  await expect(start(plan)).rejects.toMatchObject({ code: 'cluster/Deleted' })
})

test('what cannot be planned says why', async () => {
  const { project, hosts, actor } = site
  const spec = { name: 'x', kubernetesVersion: '1.36.3', controlPlanes: [hosts[0]!.id] }
  const plan = (change: object, projectId = project.id) =>
    planCreateOf({ verb: 'create', project: projectId, spec: { ...spec, ...change } })
  const planCreateOf = async (request: unknown) => {
    const { planOperation } = await import('../plan/plan-operation.ts')
    return planOperation(world, { actor, request: request as never })
  }
  await expect(plan({ podNetwork: 'nonsense' })).rejects.toMatchObject({
    code: 'operation/InputInvalid',
    data: { field: 'podNetwork' },
  })
  await expect(plan({ kubernetesVersion: '1.0.0' })).rejects.toMatchObject({
    code: 'operation/BundleMissing',
    data: { version: '1.0.0', versions: ['1.36.3'] },
  })
  await expect(plan({ workers: [hosts[0]!.id] })).rejects.toMatchObject({ code: 'operation/HostTwice' })
  const stranger = await openSite(world)
  await expect(plan({ workers: [stranger.hosts[0]!.id] })).rejects.toMatchObject({
    code: 'operation/HostUnknown',
    data: { hosts: [stranger.hosts[0]!.id] },
  })
  await expect(plan({}, stranger.project.id)).rejects.toMatchObject({ code: 'operation/ProjectUnknown' })
})
