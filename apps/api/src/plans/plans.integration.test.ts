import { refuse } from '@slipway/domain'
import { expect, test } from 'vitest'
import { ask } from '../testing/client.ts'
import { all, some, useApi } from '../testing/mutations.ts'

const bench = useApi()

const createCluster = (input: object = {}) =>
  bench.mutate(
    `createCluster(input: $input) { ${some}
      ... on Plan { hash verb startable expectedSeconds bundleVersion cluster { id state }
        findings { severity code message host { id } }
        steps { name tool action follows undo undoImpossible targets { id name host { id } } } }
      ... on Busy { holder { id } } }`,
    {
      input: {
        ...{
          project: bench.records.project,
          name: 'new',
          kubernetesVersion: '1.36.3',
          controlPlanes: [bench.records.host],
        },
        ...input,
      },
    },
    '($input: ClusterInput!)',
  )

test('a plan is shown whole: steps with their targets, findings with their hosts', async () => {
  const asked: unknown[] = []
  bench.operations.plan = async ({ request }) => {
    asked.push(request)
    return { hash: bench.records.plan }
  }
  const plan = await createCluster({ podNetwork: null, proxyMode: 'iptables' })
  expect(asked).toEqual([
    {
      ...{ verb: 'create', project: bench.records.project },
      spec: {
        ...{ name: 'new', kubernetesVersion: '1.36.3', controlPlanes: [bench.records.host], workers: [] },
        proxyMode: 'iptables',
      },
    },
  ])
  expect(plan).toMatchObject({
    ...{
      __typename: 'Plan',
      hash: bench.records.plan,
      startable: true,
      expectedSeconds: null,
      bundleVersion: '1.36.3',
    },
    findings: [{ severity: 'WARNING', code: 'host/Unreachable', host: { id: bench.records.host } }],
  })
  expect(
    (plan.steps as { name: string; undo: string | null }[]).map(({ name, undo }) => [name, undo]),
  ).toEqual([
    ['reach', null],
    ['prepare-host', 'reset-host'],
    ['verify', null],
  ])
  expect(plan.steps[0].targets).toMatchObject([{ id: bench.records.host, host: { id: bench.records.host } }])
  expect(plan.steps[2].targets).toMatchObject([{ id: 'cluster', host: null }])
})

test('every expected failure is a member of the union, by its kind', async () => {
  const kinds = {
    invalid: 'Invalid',
    'not-found': 'NotFound',
    conflict: 'Conflict',
    unavailable: 'Unavailable',
    failed: 'Unavailable',
    damaged: 'Unavailable',
  } as const
  for (const [kind, member] of Object.entries(kinds) as [keyof typeof kinds, string][]) {
    bench.operations.plan = () =>
      Promise.reject(refuse(kind, 'cluster/NameTaken', { name: 'new', field: 'name' }))
    expect(await createCluster()).toMatchObject({ __typename: member, code: 'cluster/NameTaken' })
  }
})

test('what is busy names its holder', async () => {
  bench.operations.plan = () =>
    Promise.reject(
      refuse('conflict', 'operation/ClusterBusy', { holder: bench.records.operation, cluster: 'new' }),
    )
  expect(await createCluster()).toMatchObject({
    ...{ __typename: 'Busy', code: 'operation/ClusterBusy', kind: 'CONFLICT' },
    holder: { id: bench.records.operation },
  })
})

test('an error that nobody foresaw is masked, and its id is all that is shown', async () => {
  bench.operations.plan = () => Promise.reject(new Error('the password is hunter2'))
  const document = `mutation { deleteCluster(id: "${bench.records.cluster}") { __typename } }`
  const answer = await ask(bench.api.url, document, {}, bench.headers)
  expect(JSON.stringify(answer)).not.toContain('hunter2')
  expect(answer.errors).toMatchObject([
    {
      message: 'Internal error',
      extensions: { code: 'INTERNAL', id: expect.stringMatching(/^[0-9a-f-]{36}$/) },
    },
  ])
  expect(JSON.stringify(answer)).not.toContain('stack')
})

const start = (planHash: string, reason = '') =>
  bench.mutate(
    `startOperation(planHash: $hash, reason: $reason) { ${all} ... on Started { operation { id state cursor } }
      ... on Busy { holder { id requestedBy } } }`,
    { hash: planHash, reason },
    '($hash: ID!, $reason: String)',
  )

test('an operation is started by its plan’s hash, by whoever asks and for their reason', async () => {
  const asked: unknown[] = []
  bench.operations.start = async ({ planHash, actor, reason }) => {
    asked.push([planHash, actor.name, reason])
    return { id: bench.records.operation }
  }
  expect(await start(bench.records.plan, ' because ')).toMatchObject({
    __typename: 'Started',
    operation: { id: bench.records.operation, state: 'RUNNING', cursor: '0' },
  })
  expect(asked).toEqual([[bench.records.plan, 'root', 'because']])
  expect(await start('f'.repeat(64))).toMatchObject({ __typename: 'NotFound', data: { what: 'plan' } })
})
