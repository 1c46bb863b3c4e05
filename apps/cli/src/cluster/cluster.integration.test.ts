import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../testing/command-line.ts'
import { platform, startStandIn, type StandIn } from '../testing/stand-in-server.ts'
import { at, demo, event, hosts, operation, operationId, page, plan, planHash } from '../testing/world.ts'

const started = { __typename: 'Started', operation }
const refusal = (typename: string, kind: string) => ({
  __typename: typename,
  code: 'cluster/NoSuchCodeYet',
  kind,
  data: {},
  message: 'It cannot be.',
})
const blocker = {
  severity: 'BLOCKER',
  code: 'preflight/NoSuchCodeYet',
  data: {},
  message: 'worker-1 has 1 CPU.',
  host: hosts[1],
}

let server: StandIn
let person: CommandLine
beforeEach(async () => {
  server = await startStandIn({
    hosts: () => page(hosts),
    clusters: () => page([demo]),
    createCluster: () => plan,
    deleteCluster: () => ({ ...plan, verb: 'delete' }),
    plan: ({ hash }: { hash: string }) => (hash === planHash ? plan : null),
    startOperation: () => started,
    operation: () => operation,
    operationEvents: async function* () {
      yield { operationEvents: event(1, null, { state: 'SUCCEEDED', endedAt: at(31) }) }
    },
  })
  person = await openCommandLine(server.url)
})
afterEach(async () => {
  await server.stop()
  await person.remove()
})

const asked = (name: string) =>
  server.asked.filter((one) => one.name === name).map(({ variables }) => variables)
const create = (...more: string[]) =>
  person.run(['cluster', 'create', 'demo', '--control-plane', 'cp-1', '--version', '1.36.3', ...more])

test('a plan is shown and then started by its hash, and watched to its end', async () => {
  const { code, stdout } = await create(
    '--worker',
    'worker-1',
    '--worker',
    hosts[2]!.id,
    '--yes',
    '--reason',
    'try',
  )
  expect(code).toBe(0)
  expect(asked('CreateCluster')).toEqual([
    {
      input: {
        name: 'demo',
        kubernetesVersion: '1.36.3',
        controlPlanes: [hosts[0]!.id],
        workers: [hosts[1]!.id, hosts[2]!.id],
      },
    },
  ])
  expect(asked('StartOperation')).toEqual([{ planHash, reason: 'try' }])
  expect(stdout).toMatch(
    /plan 5f0a[^]*join-workers +2 hosts[^]*succeeded, 31 s[^]*slipway cluster kubeconfig demo --output/,
  )
})

test('a plan alone starts nothing', async () => {
  const { code, stdout } = await create('--plan-only', '--json')
  expect(code).toBe(0)
  expect(JSON.parse(stdout)).toMatchObject({ plan: { hash: planHash, startable: true } })
  expect(asked('StartOperation')).toEqual([])
})

test('a plan that was looked at is started later by its hash', async () => {
  const { code, stdout } = await person.run(['operation', 'start', planHash, '--yes', '--no-watch'])
  expect(code).toBe(0)
  expect(stdout).toMatch(new RegExp(`slipway operation watch ${operationId}`))
  expect(asked('OperationEvents')).toEqual([])
  expect(await person.run(['operation', 'start', 'none', '--yes'])).toMatchObject({ code: 3 })
})

test('nothing is started that nobody approved', async () => {
  const { code, stderr } = await create()
  expect(code).toBe(2)
  expect(stderr).toMatch(/--yes[^]*--plan-only/)
  expect(asked('StartOperation')).toEqual([])
})

test('a plan with blockers is shown with all of them, and not started even with --yes', async () => {
  server.answers.createCluster = () => ({ ...plan, startable: false, findings: [blocker] })
  const { code, stdout, stderr } = await create('--yes')
  expect(code).toBe(4)
  expect(stdout).toMatch(/BLOCKER worker-1: worker-1 has 1 CPU\./)
  expect(stderr).toMatch(/One finding keeps/)
  expect(asked('StartOperation')).toEqual([])
})

test('a busy cluster names the operation that holds it', async () => {
  server.answers.startOperation = () => ({ ...refusal('Busy', 'CONFLICT'), holder: operation })
  const { code, stderr } = await create('--yes')
  expect(code).toBe(4)
  expect(stderr).toMatch(new RegExp(`It cannot be\\.[^]*operation ${operationId} \\(create, running\\)`))
})

test.each([
  ['Invalid', 'INVALID', 2],
  ['NotFound', 'NOT_FOUND', 3],
  ['Conflict', 'CONFLICT', 4],
  ['Unavailable', 'UNAVAILABLE', 6],
])('a refusal of type %s has an exit code of its own', async (typename, kind, exit) => {
  server.answers.createCluster = () => refusal(typename, kind)
  const { code, stderr } = await create('--yes')
  expect(code).toBe(exit)
  expect(stderr).toMatch(/^error: It cannot be\./)
})

test('a file says what options would, and options win', async () => {
  const path = join(person.folder, 'spec.yaml')
  await writeFile(
    path,
    'name: demo\nkubernetesVersion: 1.35.0\ncontrolPlanes: [cp-1]\npodNetwork: 10.9.0.0/16\n',
  )
  const options = ['--file', path, '--version', '1.36.3', '--plan-only']
  expect(await person.run(['cluster', 'create', ...options])).toMatchObject({ code: 0 })
  expect(asked('CreateCluster')).toMatchObject([
    { input: { name: 'demo', kubernetesVersion: '1.36.3', podNetwork: '10.9.0.0/16', workers: [] } },
  ])
  expect(await person.run(['cluster', 'create', '--file', 'none.yaml'])).toMatchObject({ code: 3 })
})

test('the newest version that the platform has is taken where none is said', async () => {
  const bundles = ['1.9.1', '1.36.3', '1.35.10'].map((kubernetesVersion) => ({ kubernetesVersion }))
  const filled = bundles.map((one) => ({ ...one, digest: 'd', artifacts: 1, bytes: 1 }))
  server.answers.platform = () => ({ ...platform, bundles: filled })
  await person.run(['cluster', 'create', 'demo', '--control-plane', 'cp-1', '--plan-only'])
  expect(asked('CreateCluster')).toMatchObject([{ input: { kubernetesVersion: '1.36.3' } }])
})

test('an unknown host is refused before anything is planned', async () => {
  const { code, stderr } = await create('--worker', 'worker-9', '--yes')
  expect(code).toBe(3)
  expect(stderr).toMatch(/no host worker-9[^]*slipway host list/)
  expect(asked('CreateCluster')).toEqual([])
})

test('a kubeconfig is written for its owner alone, and what it holds is not printed', async () => {
  const access = { id: 'a1', name: 'admin-1', expiresAt: at(3600) }
  server.answers.issueKubeconfig = () => ({
    __typename: 'Kubeconfig',
    yaml: 'client-key-data: secret\n',
    access,
  })
  const path = join(person.folder, 'kubeconfig')
  await writeFile(path, 'old', { mode: 0o644 })
  const { code, stdout, stderr } = await person.run([
    'cluster',
    'kubeconfig',
    'demo',
    '--hours',
    '1',
    '--output',
    path,
  ])
  expect(code).toBe(0)
  expect(asked('IssueKubeconfig')).toEqual([{ cluster: 'k1', hours: 1 }])
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  expect(await readFile(path, 'utf8')).toBe('client-key-data: secret\n')
  expect(stdout + stderr).not.toContain('secret')
  expect((await person.run(['cluster', 'kubeconfig', 'demo'])).stdout).toBe('client-key-data: secret\n')
})

test('a cluster is deleted by plan and approval too; its packages stay unless they are said to go', async () => {
  expect(await person.run(['cluster', 'delete', 'demo'])).toMatchObject({ code: 2 })
  expect(await person.run(['cluster', 'delete', 'demo', '--remove-packages', '--yes'])).toMatchObject({
    code: 0,
  })
  expect(asked('DeleteCluster')).toEqual([
    { id: 'k1', removePackages: false },
    { id: 'k1', removePackages: true },
  ])
  expect(asked('StartOperation')).toHaveLength(1)
})

test('on a terminal a plan starts after a yes, and nothing starts after a no', async () => {
  const args = ['cluster', 'create', 'demo', '--control-plane', 'cp-1', '--version', '1.36.3', '--no-watch']
  expect(await person.type(args, [['Start this plan?', 'n']])).toMatchObject({ code: 4 })
  expect(asked('StartOperation')).toEqual([])
  expect(await person.type(args, [['Start this plan?', 'y']])).toMatchObject({ code: 0 })
  expect(asked('StartOperation')).toHaveLength(1)
})

test('what cannot be undone is approved by the cluster’s name', async () => {
  const args = ['cluster', 'delete', 'demo', '--no-watch']
  expect(await person.type(args, [['This cannot be undone', 'other\r']])).toMatchObject({ code: 4 })
  expect(asked('StartOperation')).toEqual([])
  expect(await person.type(args, [['This cannot be undone', 'demo\r']])).toMatchObject({ code: 0 })
  expect(asked('StartOperation')).toHaveLength(1)
})
