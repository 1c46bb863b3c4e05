import { beforeEach, expect, test, vi } from 'vitest'
import { clientOf, quietDemo } from '../testing/demo-client.ts'
import { requireCluster } from './create.ts'

const page = (nodes: readonly object[]) => ({ nodes, pageInfo: { endCursor: null, hasNextPage: false } })
const operation = (state: string) => ({
  ...{ id: 'op-1', verb: 'create', state, requestedBy: 'admin', reason: null, failure: null, cursor: '1' },
  ...{
    createdAt: '2026-11-21T15:00:00Z',
    endedAt: '2026-11-21T15:01:00Z',
    cluster: { id: 'c-1', name: 'demo' },
  },
  ...{ plan: { hash: 'h', expectedSeconds: null, steps: [] }, progress: [] },
})
const plan = (verb: string, startable = true) => ({
  ...{
    __typename: 'Plan',
    hash: `hash of ${verb}`,
    verb,
    startable,
    expectedSeconds: null,
    bundleVersion: '1.37.1',
  },
  ...{ createdAt: '2026-11-21T15:00:00Z', cluster: { id: 'c-1', name: 'demo' }, steps: [] },
  findings: startable
    ? []
    : [{ severity: 'BLOCKER', code: 'preflight/X', data: {}, message: 'm', host: null }],
})
const hosts = ['demo-1', 'demo-2', 'demo-3'].map((name) => ({ name, id: `id of ${name}` }))
const register = vi.fn(async () => hosts as never)
beforeEach(() => register.mockClear())

/** A platform of one cluster, whose state the operations change. */
const platform = (
  state: string | undefined,
  options: { open?: boolean; conflict?: boolean; blocked?: boolean } = {},
) => {
  let now = state
  let open = options.open ?? false
  let conflict = options.conflict ?? false
  return clientOf({
    Platform: () => ({ platform: { bundles: [{ kubernetesVersion: '1.37.1' }] } }),
    Clusters: () => ({
      clusters: page(
        now === undefined
          ? []
          : [
              {
                id: 'c-1',
                name: 'demo',
                state: now,
                openOperation: open ? { id: 'op-1', verb: 'create' } : null,
              },
            ],
      ),
    }),
    CreateCluster: () => ({
      createCluster: conflict
        ? { __typename: 'Conflict', code: 'cluster/NameTaken', kind: 'CONFLICT', data: {}, message: 'taken' }
        : plan('create', !options.blocked),
    }),
    DeleteCluster: () => ({ deleteCluster: plan('delete') }),
    StartOperation: ({ planHash }: { planHash: string }) => {
      if (planHash.endsWith('delete')) {
        now = undefined
        conflict = false
      } else now = 'RUNNING'
      return { startOperation: { __typename: 'Started', operation: operation('RUNNING') } }
    },
    Operation: () => {
      if (open) now = 'RUNNING'
      open = false
      return { operation: operation('SUCCEEDED') }
    },
  })
}

test('a cluster that runs is used as it is', async () => {
  const { client, questions } = platform('RUNNING')
  expect(await requireCluster(quietDemo(), client, '1.37.1', register)).toMatchObject({ id: 'c-1' })
  expect(questions()).toEqual(['Clusters'])
  expect(register).not.toHaveBeenCalled()
})

test('where there is none it is planned, the plan is shown, and that very plan is started', async () => {
  const demo = quietDemo()
  const { client, asked } = platform(undefined)
  await requireCluster(demo, client, '1.37.1', register)
  expect(asked.find(({ name }) => name === 'CreateCluster')?.variables).toEqual({
    input: {
      name: 'demo',
      kubernetesVersion: '1.37.1',
      controlPlanes: ['id of demo-1'],
      workers: ['id of demo-2', 'id of demo-3'],
    },
  })
  expect(asked.find(({ name }) => name === 'StartOperation')?.variables).toMatchObject({
    planHash: 'hash of create',
  })
  expect(demo.said.join('\n')).toContain('plan hash of create')
})

test('an operation that an interrupted run has left open is watched to its end, and none is started', async () => {
  const { client, questions } = platform('CREATING', { open: true })
  await requireCluster(quietDemo(), client, '1.37.1', register)
  expect(questions()).toEqual(['Clusters', 'Operation', 'Clusters'])
})

test('a failed cluster is planned anew', async () => {
  const { client, questions } = platform('FAILED')
  await requireCluster(quietDemo(), client, '1.37.1', register)
  expect(questions()).toContain('StartOperation')
  expect(questions()).not.toContain('DeleteCluster')
})

test('a failed cluster that cannot be planned anew is deleted first', async () => {
  const { client, asked } = platform('FAILED', { conflict: true })
  await requireCluster(quietDemo(), client, '1.37.1', register)
  const started = asked.filter(({ name }) => name === 'StartOperation').map(({ variables }) => variables)
  expect(started).toMatchObject([{ planHash: 'hash of delete' }, { planHash: 'hash of create' }])
})

test('a name that somebody else holds is no reason to delete anything', async () => {
  const { client, questions } = platform(undefined, { conflict: true })
  await expect(requireCluster(quietDemo(), client, '1.37.1', register)).rejects.toMatchObject({
    code: 'cluster/NameTaken',
  })
  expect(questions()).not.toContain('DeleteCluster')
})

test('a plan with blockers is shown and not started', async () => {
  const { client, questions } = platform(undefined, { blocked: true })
  await expect(requireCluster(quietDemo(), client, '1.37.1', register)).rejects.toMatchObject({
    code: 'cli/PlanBlocked',
  })
  expect(questions()).not.toContain('StartOperation')
})
