import { afterAll, beforeAll, expect, test } from 'vitest'
import * as room from '../index.ts'
import { openTestDatabase, seed, type Seed, type TestDatabase } from '../testing/index.ts'
import { entities } from './database.ts'
import { byProject } from './scope.ts'

let database: TestDatabase
let mine: Seed
let theirs: Seed
beforeAll(async () => {
  database = await openTestDatabase()
  mine = await seed(database)
  theirs = await seed(database)
  const em = database.fork(room.everything)
  for (const { operation, cluster, hosts } of [mine, theirs]) {
    const pair = { operation: operation.id, step: 'reach', target: hosts[0]!.id }
    await room.begin(em, pair)
    await room.end(em, { ...pair, outcome: 'changed', outputs: { name: 'value' } })
    await room.appendLines(em, [{ ...pair, text: 'line' }])
    await room.addMembers(em, cluster.id, [{ host: hosts[0]!.id, role: 'worker' }])
    await room.claimHosts(em, operation.id, [hosts[1]!.id])
    await room.awaitFacts(em, [hosts[0]!.id])
  }
})
afterAll(() => database.close())

const page = { first: 200 }

/** Every function of this room that reads rows of projects, asked for what is theirs. */
const reads: Record<string, (em: room.EntityManager) => Promise<unknown>> = {
  cells: (em) => room.cells(em, theirs.operation.id),
  countHosts: async (em) =>
    (await room.countHosts(em, [theirs.credential.id])).get(theirs.credential.id) || [],
  eventsAfter: (em) => room.eventsAfter(em, theirs.operation.id, 0),
  findAccess: (em) => room.findAccess(em, theirs.access.id),
  findCluster: (em) => room.findCluster(em, theirs.cluster.id),
  findClusterByName: (em) => room.findClusterByName(em, theirs.project.id, theirs.cluster.name),
  findClusters: (em) => room.findClusters(em, [theirs.cluster.id]),
  findCredential: (em) => room.findCredential(em, theirs.credential.id),
  findCredentials: (em) => room.findCredentials(em, [theirs.credential.id]),
  findHost: (em) => room.findHost(em, theirs.hosts[0]!.id),
  findHosts: (em) => room.findHosts(em, [theirs.hosts[0]!.id]),
  findHostsAwaited: async (em) =>
    (await room.findHostsAwaited(em)).filter((id) => id === theirs.hosts[0]!.id),
  findOperation: (em) => room.findOperation(em, theirs.operation.id),
  findOperations: (em) => room.findOperations(em, [theirs.operation.id]),
  findPlan: (em) => room.findPlan(em, theirs.plan.hash),
  findPlans: (em) => room.findPlans(em, [theirs.plan.hash]),
  finishedPairs: async (em) => Object.keys(await room.finishedPairs(em, theirs.operation.id)),
  holdersOfClusters: async (em) => [...(await room.holdersOfClusters(em, [theirs.cluster.id]))],
  lastPosition: async (em) => (await room.lastPosition(em, theirs.operation.id)) || [],
  lastPositions: async (em) => [...(await room.lastPositions(em, [theirs.operation.id]))],
  linesAfter: (em) => room.linesAfter(em, { operation: theirs.operation.id }, 0),
  listAccesses: (em) => room.listAccesses(em, [theirs.cluster.id]),
  listAudit: async (em) => (await room.listAudit(em, { project: theirs.project.id }, page)).rows,
  listClusters: async (em) => (await room.listClusters(em, { project: theirs.project.id }, page)).rows,
  listCredentials: async (em) => (await room.listCredentials(em, { project: theirs.project.id }, page)).rows,
  listHosts: async (em) => (await room.listHosts(em, { project: theirs.project.id }, page)).rows,
  listOperations: async (em) => (await room.listOperations(em, { host: theirs.hosts[1]!.id }, page)).rows,
  listProjects: async (em) => (await room.listProjects(em)).filter(({ id }) => id === theirs.project.id),
  lockOperation: (em) => em.transactional((tx) => room.lockOperation(tx, theirs.operation.id)),
  medianSeconds: async (em) => Object.keys(await room.medianSeconds(em, 'create')),
  membersOf: (em) => room.membersOf(em, [theirs.cluster.id]),
  membershipOf: (em) => room.membershipOf(em, [theirs.hosts[0]!.id]),
  openOperations: async (em) =>
    (await room.openOperations(em)).filter(({ id }) => id === theirs.operation.id),
  outputs: async (em) => Object.keys(await room.outputs(em, theirs.operation.id, 'reach')),
  removeCredential: async (em) => (await room.removeCredential(em, theirs.credential.id)) || [],
  removeHost: async (em) => (await room.removeHost(em, theirs.hosts[0]!.id)) || [],
  usualProject: async (em) => ((await room.usualProject(em))?.id === theirs.project.id ? theirs : null),
}

/** Reads that belong to no project, with why; or that see the hold of others on purpose. */
const others = {
  blockedUntil: 'logins come before projects',
  countUsers: 'users are the platform’s',
  findSession: 'sessions come before projects',
  findUser: 'users are the platform’s',
  findUsers: 'users are the platform’s',
  holdersOfHosts: 'gives ids of operations alone, to say who holds a host of the scope',
  openClusterSecret: 'for activities, which see everything',
  openCredential: 'reads no row',
  openDatabase: 'reads no row',
  openSession: 'sessions come before projects',
  openVault: 'reads no row',
  scopeOf: 'reads no row',
  scopeOfUser: 'makes the scope',
}

test('this test knows every function that reads', () => {
  const names = Object.entries(room)
    .filter(([, value]) => typeof value === 'function')
    .map(([name]) => name)
    .filter((name) =>
      /^(find|list|count(?!Failure)|members|holders|open|remove|cells|events|lines|last|median|output|finished|scope|usual|blocked|lock(?!ClusterAndHosts))/.test(
        name,
      ),
    )
  expect([...Object.keys(reads), ...Object.keys(others)].toSorted()).toEqual(names.toSorted())
})

test.each(Object.keys(reads))('%s gives nothing of a project that is not in the scope', async (name) => {
  const found = await reads[name]!(database.fork({ projects: [mine.project.id] }))
  expect(found === null || (Array.isArray(found) && found.length === 0)).toBe(name !== 'medianSeconds')
  expect(await reads[name]!(database.fork({ projects: [] }))).toSatisfy(
    (none) => none === null || (Array.isArray(none) && none.length === 0),
  )
})

test.each(Object.keys(reads).filter((name) => !name.startsWith('remove') && name !== 'usualProject'))(
  '%s gives it to those who have the project, and to those who see everything',
  async (name) => {
    for (const scope of [{ projects: [theirs.project.id] }, room.everything]) {
      const found = await reads[name]!(database.fork(scope))
      expect(found !== null && !(Array.isArray(found) && found.length === 0)).toBe(true)
    }
  },
)

test('changes by the scope of one project reach no row of another', async () => {
  const em = database.fork({ projects: [mine.project.id] })
  await room.forgetHostKey(em, theirs.hosts[0]!.id)
  await room.recordFacts(em, theirs.hosts[0]!.id, { failure: { code: 'host/Unreachable', data: {} } })
  await room.recordCluster(em, theirs.cluster.id, { apiServers: ['https://192.0.2.99:6443'] })
  await room.markAccessRevoked(em, theirs.access.id)
  const all = database.fork(room.everything)
  expect(await room.findHost(all, theirs.hosts[0]!.id)).toMatchObject({ factsFailure: null })
  expect(await room.findCluster(all, theirs.cluster.id)).toMatchObject({ apiServers: [] })
  expect(await room.findAccess(all, theirs.access.id)).toMatchObject({ revokedAt: null })
})

test('every entity with a project carries the filter', () => {
  const meta = entities.map(({ meta }) => meta)
  const withProject = meta.filter(({ properties }) => 'project' in properties && properties.project)
  expect(withProject.length).toBeGreaterThan(6)
  for (const { className, filters } of withProject)
    if (className !== 'ProjectMember')
      expect(filters, className).toHaveProperty('scope.name', byProject.scope.name)
})

test('without a scope nothing is read at all', async () => {
  const em = database.fork(room.everything).fork({ clear: true })
  em.setFilterParams('scope', {})
  expect(await room.listHosts(em, {}, page)).toMatchObject({ rows: [] })
  await expect(room.cells(em, mine.operation.id)).rejects.toThrow('no scope')
})

test('the scope of an admin is everything, of others the projects that they are members of', async () => {
  const em = database.fork(room.everything)
  const admin = await room.addUser(em, { name: 'admin', passwordHash: 'h', admin: true })
  const user = await room.addUser(em, { name: 'user', passwordHash: 'h', admin: false })
  em.create(room.ProjectMember, { project: mine.project.id, userAccount: user!.id, role: 'member' })
  await em.flush()
  expect(await room.scopeOfUser(em, { id: admin!.id, admin: true })).toEqual({ projects: 'all' })
  expect(await room.scopeOfUser(em, { id: user!.id, admin: false })).toEqual({ projects: [mine.project.id] })
})
