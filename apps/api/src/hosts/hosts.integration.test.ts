import { addHosts, awaitFacts, everything } from '@slipway/persistence'
import { expect, test } from 'vitest'
import { ask, fieldOf } from '../testing/client.ts'
import { all, some, useApi } from '../testing/mutations.ts'
import { endOperation } from '../testing/records.ts'

const bench = useApi()

let next = 0
const address = () => `198.51.100.${++next}`
const addHost = (input: object) =>
  bench.mutate(
    `addHost(input: $input) { ${some} ... on Host { id name port gathering hostKey credential { id } } }`,
    { input: { name: 'one', address: address(), credential: bench.records.credential, ...input } },
    '($input: HostInput!)',
  )

test('a host is added to its credential’s project', async () => {
  const added = await addHost({})
  expect(added).toMatchObject({
    __typename: 'Host',
    port: 22,
    gathering: false,
    hostKey: null,
    credential: { id: bench.records.credential },
  })
  expect(await bench.audit()).toMatchObject([{ action: 'host.add', subject: 'one' }])
})

test.each([
  ['name', { name: 'Not_A_Name' }],
  ['address', { address: 'example.org' }],
  ['port', { port: 70_000 }],
])('a host with an impossible %s is refused', async (field, input) => {
  expect(await addHost(input)).toMatchObject({ __typename: 'Invalid', code: 'access/InputInvalid', field })
})

test('a doubled name or address is a conflict', async () => {
  const taken = address()
  await addHost({ address: taken })
  expect(await addHost({})).toMatchObject({ __typename: 'Conflict', code: 'host/NameTaken' })
  expect(await addHost({ name: 'two', address: taken })).toMatchObject({ code: 'host/AddressTaken' })
})

const importHosts = (csv: string) =>
  bench.mutate(
    `importHosts(credential: "${bench.records.credential}", csv: $csv) { ${some}
      ... on ImportedHosts { hosts { name } errors { line code message } } }`,
    { csv },
    '($csv: String!)',
  )

test('a table of hosts is imported whole or not at all', async () => {
  const [one, two] = [address(), address()]
  expect(await importHosts(`name,address\na,${one}\nb,oops\n`)).toMatchObject({
    hosts: [],
    errors: [{ line: 3, code: 'access/InputInvalid' }],
  })
  expect(await importHosts(`name,address\na,${one}\nb,${two}\n`)).toMatchObject({
    hosts: [{ name: 'a' }, { name: 'b' }],
    errors: [],
  })
  expect(await importHosts('x\n1\n')).toMatchObject({ __typename: 'Invalid', code: 'access/CsvColumns' })
})

test('a table with a host that is there already imports none of it', async () => {
  const refused = await importHosts(`name,address\nfresh,${address()}\nsecond,192.0.2.1\n`).catch(String)
  expect(JSON.stringify(refused)).toContain('host/AddressTaken')
  const [count] = await bench.api.database
    .fork(everything)
    .execute<{ count: string }[]>('select count(*) from host where project = ?', [bench.records.project])
  expect(count!.count).toBe('1')
})

test('facts are asked for all hosts or for none', async () => {
  const asked: (readonly string[])[] = []
  bench.operations.requestFacts = async ({ hosts, actor }) => {
    asked.push(hosts)
    await awaitFacts(bench.api.database.fork(actor.scope), hosts)
  }
  const gather = (ids: string[]) =>
    bench.mutate(
      `gatherFacts(hosts: ${JSON.stringify(ids)}) { ${all} ... on HostList { hosts { id gathering } } }`,
    )
  expect(await gather([bench.records.host])).toMatchObject({
    hosts: [{ id: bench.records.host, gathering: true }],
  })
  expect(await gather([bench.records.host, crypto.randomUUID()])).toMatchObject({ __typename: 'NotFound' })
  expect(asked).toEqual([[bench.records.host]])
})

test('a host key is shown by its fingerprint and forgotten when somebody says so', async () => {
  await bench.api.database
    .fork(everything)
    .execute(`update host set host_key = 'ssh-ed25519 AAAA' where id = ?`, [bench.records.host])
  const { data } = await ask(
    bench.api.url,
    `{ host(id: "${bench.records.host}") { hostKey } }`,
    {},
    bench.headers,
  )
  expect(data.host.hostKey).toMatch(/^SHA256:/)
  expect(
    await bench.mutate(`forgetHostKey(id: "${bench.records.host}") { ${all} ... on Host { hostKey } }`),
  ).toMatchObject({
    hostKey: null,
  })
  expect(await bench.audit()).toMatchObject([{ action: 'host.forget-key' }])
})

test('a member of a cluster is not removed; a free host is', async () => {
  const remove = (id: string) => bench.mutate(`removeHost(id: "${id}") { ${all} ... on Removed { id } }`)
  expect(await remove(bench.records.host)).toMatchObject({ __typename: 'Conflict', code: 'host/InUse' })
  const [free] = await addHosts(bench.api.database.fork(everything), [
    {
      project: bench.records.project,
      name: 'free',
      address: address(),
      port: 22,
      credential: bench.records.credential,
    },
  ])
  expect(await remove(free!.id)).toMatchObject({ __typename: 'Removed', id: free!.id })
})

test('lists are read page by page, each row once', async () => {
  await endOperation(bench.api.database, bench.records.operation)
  const hosts = Array.from({ length: 7 }, (_, i) => ({ name: `h${i}`, address: address(), port: 22 }))
  const { project, credential } = bench.records
  await addHosts(
    bench.api.database.fork(everything),
    hosts.map((host) => ({ ...host, project, credential })),
  )
  const seen: string[] = []
  let after: string | null = null
  for (;;) {
    const { nodes, pageInfo } = (await fieldOf(
      bench.api.url,
      'query ($project: ID, $after: String) { hosts(project: $project, first: 3, after: $after) { nodes { name } pageInfo { endCursor hasNextPage } } }',
      { project, after },
      bench.headers,
    )) as { nodes: { name: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } }
    seen.push(...nodes.map(({ name }) => name))
    if (!pageInfo.hasNextPage) break
    after = pageInfo.endCursor
  }
  expect(seen).toHaveLength(8)
  expect(new Set(seen).size).toBe(8)
  for (const first of [0, 201]) {
    const { errors } = await ask(
      bench.api.url,
      `{ hosts(first: ${first}) { nodes { id } } }`,
      {},
      bench.headers,
    )
    expect(errors![0]!.extensions.refusal!.code).toBe('access/InputInvalid')
  }
  const { errors } = await ask(bench.api.url, '{ hosts(after: "x") { nodes { id } } }', {}, bench.headers)
  expect(errors![0]!.extensions.refusal!.code).toBe('operation/CursorUnknown')
})
