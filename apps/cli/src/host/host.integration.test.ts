import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../testing/command-line.ts'
import { startStandIn, type StandIn } from '../testing/stand-in-server.ts'
import { at, hosts, page } from '../testing/world.ts'

const credential = {
  id: 'c1',
  name: 'ops',
  userName: 'ops',
  kind: 'PASSWORD',
  hasSudoPassword: true,
  createdAt: at(0),
  hosts: 0,
}
const failure = { code: 'host/NoSuchCodeYet', data: {}, message: 'worker-1 does not answer.' }
const [first, second] = [hosts[0]!, hosts[1]!]

let server: StandIn
let person: CommandLine
beforeEach(async () => {
  server = await startStandIn({
    hosts: () => page(hosts),
    credentials: () => page([credential]),
    projects: () => [{ id: 'p1', name: 'default' }],
  })
  person = await openCommandLine(server.url)
})
afterEach(async () => {
  await server.stop()
  await person.remove()
})

const lastAsked = () => server.asked.at(-1)?.variables

test('a host is added with a credential that is named, and looked at', async () => {
  server.answers.addHost = () => first
  server.answers.gatherFacts = () => ({ __typename: 'HostList', hosts: [first] })
  const args = ['host', 'add', 'cp-1', '192.0.2.11', '--credential', 'ops', '--project', 'default']
  expect(await person.run(args)).toMatchObject({
    code: 0,
    stdout: expect.stringContaining('added: host cp-1'),
  })
  expect(server.asked.slice(-2)).toMatchObject([
    {
      name: 'AddHost',
      variables: {
        input: { name: 'cp-1', address: '192.0.2.11', port: 22, credential: 'c1', project: 'p1' },
      },
    },
    { name: 'GatherFacts', variables: { hosts: [first.id] } },
  ])
})

test('of a file all hosts are taken or none, and every wrong line is named', async () => {
  const path = join(person.folder, 'hosts.csv')
  await writeFile(path, 'name,address,port\ncp-1,192.0.2.11,22\n')
  const wrong = { line: 2, code: 'host/NoSuchCodeYet', data: {}, message: 'This is no address.' }
  server.answers.importHosts = () => ({ __typename: 'ImportedHosts', hosts: [], errors: [wrong] })
  const refused = await person.run(['host', 'import', path, '--credential', 'ops'])
  expect(refused.code).toBe(2)
  expect(refused.stderr).toMatch(/No host was added[^]*line 2: This is no address\./)
  server.answers.importHosts = () => ({ __typename: 'ImportedHosts', hosts, errors: [] })
  server.answers.gatherFacts = () => ({ __typename: 'HostList', hosts })
  const taken = await person.run(['host', 'import', path, '--credential', 'ops', '--json'])
  expect(JSON.parse(taken.stdout)).toHaveLength(3)
  expect(server.asked.slice(-2)).toMatchObject([
    { variables: { csv: 'name,address,port\ncp-1,192.0.2.11,22\n', credential: 'c1' } },
    { name: 'GatherFacts', variables: { hosts: hosts.map(({ id }) => id) } },
  ])
})

test('facts are waited for: what was seen before the subscription stood counts, and what comes by it', async () => {
  const looking = { ...second, gathering: true }
  server.answers.gatherFacts = () => ({ __typename: 'HostList', hosts: [looking] })
  server.answers.hosts = () => page([{ ...first, factsAt: at(1) }, looking])
  server.answers.hostChanged = async function* () {
    yield { hostChanged: looking }
    yield { hostChanged: { ...second, factsFailure: failure } }
    await new Promise(() => undefined)
  }
  const { code, stdout, stderr } = await person.run(['host', 'facts', 'cp-1', 'worker-1'])
  expect(code).toBe(8)
  expect(stderr).toMatch(/seen: (cp-1\nseen: worker-1|worker-1\nseen: cp-1)\n/)
  expect(stdout).toMatch(/the last look at worker-1 failed: worker-1 does not answer\./)
})

test('facts that are there already are not waited for', async () => {
  server.answers.gatherFacts = () => ({ __typename: 'HostList', hosts: [first] })
  server.answers.hosts = () => page([{ ...first, factsAt: at(1) }])
  server.answers.hostChanged = async function* () {
    await new Promise(() => undefined)
    yield undefined
  }
  expect(await person.run(['host', 'facts', 'cp-1'])).toMatchObject({ code: 0, stderr: 'seen: cp-1\n' })
})

test('secrets come from standard input, line by line, and are never printed', async () => {
  server.answers.addCredential = () => ({ __typename: 'Credential', ...credential })
  const args = [
    'credential',
    'add',
    'ops',
    '--user',
    'ops',
    '--password-stdin',
    '--sudo-password-stdin',
    '--json',
  ]
  const { code, stdout, stderr } = await person.run(args, { input: 'first secret\nsecond secret\n' })
  expect(code).toBe(0)
  expect(lastAsked()).toEqual({
    input: { name: 'ops', userName: 'ops', password: 'first secret', sudoPassword: 'second secret' },
  })
  expect(stdout + stderr).not.toMatch(/(first|second) secret/)
  expect(JSON.parse(stdout)).toMatchObject({ name: 'ops', hasSudoPassword: true })
  expect(await person.run(args, { input: 'first secret\n' })).toMatchObject({ code: 2 })
})

test('a private key comes from its file; one that is not there says so', async () => {
  server.answers.addCredential = () => ({ __typename: 'Credential', ...credential })
  const path = join(person.folder, 'key')
  await writeFile(path, 'KEY\n')
  const args = (file: string) => ['credential', 'add', 'ops', '--user', 'ops', '--private-key', file]
  expect(await person.run(args(path))).toMatchObject({ code: 0 })
  expect(lastAsked()).toMatchObject({ input: { privateKey: 'KEY\n' } })
  expect(await person.run(args('none'))).toMatchObject({ code: 3 })
})

test('a name that two hosts have is refused with their ids', async () => {
  server.answers.hosts = () => page([first, { ...second, name: 'cp-1' }])
  const { code, stderr } = await person.run(['host', 'remove', 'cp-1'])
  expect(code).toBe(4)
  expect(stderr).toContain(second.id)
})

test('the audit log is fetched page by page, no more of it than asked for', async () => {
  const entry = {
    id: '1',
    at: at(0),
    user: 'admin',
    project: null,
    action: 'host.add',
    subject: 'cp-1',
    data: {},
  }
  server.answers.audit = ({ first: count }: { first: number }) => ({
    nodes: Array.from({ length: count }, () => entry),
    pageInfo: { endCursor: 'next', hasNextPage: true },
  })
  const { stdout } = await person.run(['audit', 'list', '--limit', '130'])
  expect(stdout.trimEnd().split('\n')).toHaveLength(131)
  expect(server.asked.map(({ variables }) => variables)).toEqual([
    { first: 100 },
    { first: 30, after: 'next' },
  ])
})
