import type { HostFacts } from '@slipway/domain'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { addMembers, forgetCluster, findCluster, membersOf } from '../cluster/cluster.ts'
import { addCredential, findCredential, openCredential, removeCredential } from '../credential/credential.ts'
import { everything } from '../database/scope.ts'
import { claimHosts, holdersOfHosts, releaseClaims } from '../operation/claim.ts'
import { closedOperation } from '../testing/closed-operation.ts'
import { openTestDatabase, seed, testVault, type Seed, type TestDatabase } from '../testing/index.ts'
import {
  addHosts,
  awaitFacts,
  findHost,
  findHostsAwaited,
  forgetHostKey,
  recordFacts,
  recordHostKey,
} from './host.ts'
import { removeHost } from './remove.ts'

let database: TestDatabase
let rows: Seed
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  rows = await seed(database)
})
afterAll(() => database.close())

const em = () => database.fork(everything)
const facts = { hostName: 'a', cpus: 2 } as HostFacts

test('a name is taken within its project, an address everywhere; of a list all or none are added', async () => {
  const { project, credential, hosts } = rows
  const draft = { project: project.id, credential: credential.id, port: 22 }
  const add = (...more: { name: string; address: string }[]) =>
    addHosts(
      em(),
      more.map((one) => ({ ...draft, ...one })),
    )
  await expect(
    add({ name: 'new', address: '198.51.100.1' }, { name: 'a', address: '198.51.100.2' }),
  ).rejects.toMatchObject({ code: 'host/NameTaken', kind: 'conflict', data: { name: 'a' } })
  await expect(add({ name: 'new', address: hosts[0]!.address })).rejects.toMatchObject({
    code: 'host/AddressTaken',
    data: { address: hosts[0]!.address, port: 22 },
  })
  expect(await add({ name: 'new', address: '198.51.100.1' })).toMatchObject([{ name: 'new' }])
})

test('a host that was just added says that nothing of it is known', () => {
  const unknown = { hostKey: null, facts: null, factsAt: null, factsFailure: null, gatheringSince: null }
  expect(rows.hosts).toMatchObject([unknown, unknown])
})

test('the first key that is seen stands until somebody says otherwise', async () => {
  const { id } = rows.hosts[0]!
  const seen = await Promise.all(
    ['ssh-ed25519 A', 'ssh-ed25519 B'].map((key) => recordHostKey(em(), id, key)),
  )
  expect(new Set(seen).size).toBe(1)
  await forgetHostKey(em(), id)
  expect(await recordHostKey(em(), id, 'ssh-ed25519 C')).toBe('ssh-ed25519 C')
})

test('a look that fails keeps the facts of the one before and says why; the next success forgets why', async () => {
  const { id } = rows.hosts[0]!
  const at = new Date('2026-01-01T00:00:00Z')
  await awaitFacts(em(), [id])
  expect(await findHostsAwaited(em())).toContain(id)
  await recordFacts(em(), id, { facts, at })
  await recordFacts(em(), id, { failure: { code: 'host/Unreachable', data: { host: 'a' } } })
  expect(await findHost(em(), id)).toMatchObject({
    facts,
    factsAt: at,
    factsFailure: { code: 'host/Unreachable' },
    gatheringSince: null,
  })
  await recordFacts(em(), id, { facts, at })
  expect(await findHost(em(), id)).toMatchObject({ factsFailure: null })
  expect(await findHostsAwaited(em())).not.toContain(id)
})

test('a host is not removed while it is a cluster’s or an operation holds it; its history lets it go', async () => {
  const { operation, cluster, hosts } = rows
  const { id } = hosts[0]!
  await claimHosts(em(), operation.id, [id])
  await expect(removeHost(em(), id)).rejects.toMatchObject({
    code: 'host/InUse',
    data: { host: 'a', holder: operation.id },
  })
  await releaseClaims(em(), operation.id)
  await addMembers(em(), cluster.id, [{ host: id, role: 'worker' }])
  await expect(removeHost(em(), id)).rejects.toMatchObject({ code: 'host/InUse', data: { cluster: 'c' } })
  await forgetCluster(em(), cluster.id)
  expect(await removeHost(em(), id)).toBe(true)
  expect(await removeHost(em(), id)).toBe(false)
})

test('a credential of a name is there once in a project, and stays while hosts use it', async () => {
  const { project, credential, hosts } = rows
  const again = {
    project: project.id,
    name: 'root',
    userName: 'x',
    kind: 'password',
    secrets: { password: 'p' },
  } as const
  await expect(addCredential(em(), testVault, again)).rejects.toMatchObject({ code: 'credential/NameTaken' })
  await expect(removeCredential(em(), credential.id)).rejects.toMatchObject({
    code: 'credential/InUse',
    data: { name: 'root', hosts: 2 },
  })
  for (const { id } of hosts) await removeHost(em(), id)
  expect(await removeCredential(em(), credential.id)).toBe(true)
})

test('no secret of a credential is in the database in clear', async () => {
  const { credential } = rows
  expect(JSON.stringify(credential)).not.toContain('-secret')
  const [row] = await em().execute<{ text: string }[]>(
    `select encode(password, 'escape') || encode(sudo_password, 'escape') as text from credential where id = ?`,
    [credential.id],
  )
  expect(row!.text).not.toContain('-secret')
  expect(openCredential(testVault, (await findCredential(em(), credential.id))!)).toEqual({
    password: 'first-secret',
    sudoPassword: 'second-secret',
  })
})

test('the database itself lets one operation hold a host, and one be exclusive on a cluster', async () => {
  const { operation, hosts, cluster, plan } = rows
  await claimHosts(em(), operation.id, [hosts[0]!.id])
  const insert = `insert into operation (project, cluster, plan, verb, claim, requested_by)
                  values (?, ?, ?, 'delete', ?, 'x') returning id`
  const values = (claim: string) => [rows.project.id, cluster.id, plan.hash, claim]
  await expect(em().execute(insert, values('exclusive'))).rejects.toThrow('operation_exclusive')
  const [shared] = await em().execute<{ id: string }[]>(insert, values('shared'))
  await expect(claimHosts(em(), shared!.id, [hosts[0]!.id])).rejects.toThrow('host_claim_open')
  await closedOperation(em(), operation.id)
  expect(await holdersOfHosts(em(), [hosts[0]!.id])).toEqual(new Map())
  await claimHosts(em(), shared!.id, [hosts[0]!.id])
  await em().execute(insert, values('exclusive'))
})

test('a forgotten cluster leaves its history, and its name is free', async () => {
  const { cluster, hosts } = rows
  await addMembers(em(), cluster.id, [{ host: hosts[0]!.id, role: 'control-plane' }])
  await forgetCluster(em(), cluster.id)
  await forgetCluster(em(), cluster.id)
  expect(await membersOf(em(), [cluster.id])).toEqual([])
  expect(await findCluster(em(), cluster.id)).toMatchObject({ state: 'deleted', deletedAt: expect.any(Date) })
  await em().execute(
    `insert into cluster (project, name, state, kubernetes_version, spec) values (?, 'c', 'draft', '1.36.3', '{}')`,
    [rows.project.id],
  )
})
