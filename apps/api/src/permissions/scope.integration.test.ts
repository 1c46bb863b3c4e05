import { begin, everything, recordAudit } from '@slipway/persistence'
import { buildSchema, isObjectType } from 'graphql'
import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { schemaPath } from '../schema/schema.ts'
import { addPerson, addProject, openTestApi, type TestApi } from '../testing/api.ts'
import { ask, fieldOf, signedIn } from '../testing/client.ts'
import { addRecords, type Records } from '../testing/records.ts'

let api: TestApi
let mine: Records
let theirs: Records
let member: Record<string, string>
let stranger: Record<string, string>
let admin: Record<string, string>
const called: string[] = []

beforeAll(async () => {
  api = await openTestApi({
    operations: {
      plan: async () => ({ hash: (called.push('plan'), mine.plan) }),
      start: async () => ({ id: (called.push('start'), mine.operation) }),
      requestFacts: async () => void called.push('requestFacts'),
      requestAccess: async () => (called.push('requestAccess'), { certificate: '', authority: '' }),
      revokeAccess: async () => void called.push('revokeAccess'),
    },
  })
  const { database, parts } = api
  const [one, two] = [await addProject(database, 'one'), await addProject(database, 'two')]
  mine = await addRecords(database, parts.vault, one)
  theirs = await addRecords(database, parts.vault, two)
  await addPerson(database, { name: 'root', admin: true })
  await addPerson(database, { name: 'member', projects: [one] })
  await addPerson(database, { name: 'stranger' })
  for (const { operation } of [mine, theirs])
    await begin(database.fork(everything), { operation, step: 'reach', target: 'cluster' })
  for (const project of [one, two])
    await recordAudit(database.fork(everything), { userName: 'x', action: 'a', subject: project, project })
  ;[member, stranger, admin] = [
    await signedIn(api.url, 'member'),
    await signedIn(api.url, 'stranger'),
    await signedIn(api.url, 'root'),
  ]
})
afterAll(() => api.close())

/** Every query, each in full enough to name what it is about. A new query without a line here fails the first test. */
const queries: Record<string, (of: Records) => string> = {
  platform: () => '{ platform { bundles { digest } } }',
  me: () => '{ me { id } }',
  projects: () => '{ projects { id } }',
  credentials: ({ project }) => `{ credentials(project: "${project}") { nodes { id hosts } } }`,
  hosts: ({ project }) =>
    `{ hosts(project: "${project}") { nodes { id credential { id } cluster { id } operations { nodes { id } } } } }`,
  host: ({ host }) => `{ host(id: "${host}") { id cluster { id } } }`,
  clusters: ({ project }) =>
    `{ clusters(project: "${project}", includeDeleted: true) { nodes { id nodes { host { id } } accesses { id } } } }`,
  cluster: ({ cluster }) =>
    `{ cluster(id: "${cluster}") { id openOperation { id } operations { nodes { id } } } }`,
  plan: ({ plan }) => `{ plan(hash: "${plan}") { hash cluster { id } } }`,
  operations: ({ project }) => `{ operations(project: "${project}") { nodes { id progress { step } } } }`,
  operation: ({ operation }) => `{ operation(id: "${operation}") { id plan { hash } cursor } }`,
  audit: ({ project }) => `{ audit(project: "${project}") { nodes { id subject } } }`,
}
const ofNobody = ['platform', 'me', 'projects']

const rootOf = async (name: 'getQueryType' | 'getMutationType' | 'getSubscriptionType') => {
  const type = buildSchema(await readFile(schemaPath, 'utf8'))[name]()
  if (!isObjectType(type)) throw new Error(`the schema lacks ${name}`)
  return Object.keys(type.getFields())
}

test('all queries of the schema are tried here', async () => {
  expect(Object.keys(queries).toSorted()).toEqual((await rootOf('getQueryType')).toSorted())
})

const ids = (of: Records) => Object.values(of)
const found = (answer: unknown, of: Records) => ids(of).filter((id) => JSON.stringify(answer).includes(id))

test.each(Object.keys(queries).filter((name) => !ofNobody.includes(name)))(
  '%s shows a member their project’s rows, and nothing of another project',
  async (name) => {
    const query = queries[name]!
    const own = await ask(api.url, query(mine), {}, member)
    expect(own.errors).toBeUndefined()
    expect(found(own.data, mine).length).toBeGreaterThan(0)
    const other = await ask(api.url, query(theirs), {}, member)
    expect(other.errors).toBeUndefined()
    expect(found(other.data, theirs)).toEqual([])
    const all = await ask(api.url, query(theirs), {}, admin)
    expect(found(all.data, theirs).length).toBeGreaterThan(0)
  },
)

test('lists without a project leave out what is of others', async () => {
  const lists = `{ projects { id } credentials { nodes { id } } hosts { nodes { id } } clusters { nodes { id } }
    operations { nodes { id } } audit { nodes { project } } }`
  const { data, errors } = await ask(api.url, lists, {}, member)
  expect(errors).toBeUndefined()
  expect(found(data, mine).length).toBeGreaterThan(4)
  expect(found(data, theirs)).toEqual([])
  expect(data.projects).toEqual([{ id: mine.project }])
})

test.each(Object.keys(queries).filter((name) => name !== 'platform'))(
  '%s is denied without a login, and but for one’s own affairs to those without a project',
  async (name) => {
    const query = queries[name]!(mine)
    expect((await ask(api.url, query)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
    const { errors } = await ask(api.url, query, {}, stranger)
    if (name === 'me') expect(errors).toBeUndefined()
    else
      expect(errors![0]!.extensions).toMatchObject({
        code: 'FORBIDDEN',
        refusal: { code: 'access/NotAllowed' },
      })
  },
)

/** Every mutation on what is another project's. */
const mutations: Record<string, (of: Records) => string> = {
  login: () => 'login(name: "x", password: "y")',
  logout: () => 'logout',
  changePassword: () => 'changePassword(current: "x", next: "y")',
  addCredential: ({ project }) =>
    `addCredential(input: {project: "${project}", name: "x", userName: "root", password: "p"})`,
  removeCredential: ({ credential }) => `removeCredential(id: "${credential}")`,
  addHost: ({ credential }) =>
    `addHost(input: {name: "x", address: "192.0.2.99", credential: "${credential}"})`,
  importHosts: ({ credential }) =>
    `importHosts(credential: "${credential}", csv: "name,address\\nx,192.0.2.98")`,
  gatherFacts: ({ host }) => `gatherFacts(hosts: ["${host}"])`,
  forgetHostKey: ({ host }) => `forgetHostKey(id: "${host}")`,
  removeHost: ({ host }) => `removeHost(id: "${host}")`,
  createCluster: ({ project, host }) =>
    `createCluster(input: {project: "${project}", name: "x", kubernetesVersion: "1.36.3", controlPlanes: ["${host}"]})`,
  deleteCluster: ({ cluster }) => `deleteCluster(id: "${cluster}")`,
  startOperation: ({ plan }) => `startOperation(planHash: "${plan}")`,
  issueKubeconfig: ({ cluster }) => `issueKubeconfig(cluster: "${cluster}")`,
  revokeAccess: ({ project }) => `revokeAccess(id: "${project}")`,
}
const ofOneself = ['login', 'logout', 'changePassword']

test('all mutations of the schema are tried here', async () => {
  expect(Object.keys(mutations).toSorted()).toEqual((await rootOf('getMutationType')).toSorted())
})

test.each(Object.keys(mutations).filter((name) => !ofOneself.includes(name)))(
  '%s knows nothing of what is in another project, and calls nobody',
  async (name) => {
    const field = `mutation { ${mutations[name]!(theirs)} { __typename ... on Refusal { code kind } } }`
    called.length = 0
    const { data, errors } = await ask(api.url, field, {}, member)
    const refused = errors?.[0]?.extensions.refusal ?? data[name]
    expect(refused.code).toBe('access/Unknown')
    expect(called).toEqual([])
  },
)

test('a credential opens no host of another project', async () => {
  const document = `mutation { addHost(input: {project: "${mine.project}", name: "x", address: "192.0.2.97",
    credential: "${theirs.credential}"}) { __typename ... on Refusal { code } } }`
  for (const who of [member, admin])
    expect(await fieldOf(api.url, document, {}, who)).toEqual({
      __typename: 'NotFound',
      code: 'access/Unknown',
    })
})
