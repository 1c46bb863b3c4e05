import type { OperationEvent, OperationView } from '../operation/state.ts'
import type { PlanView } from '../operation/plan-lines.ts'

/** Moments after the start of the operation below, in seconds. */
export const at = (seconds: number): string => new Date(start + seconds * 1000).toISOString()
export const start = Date.parse('2026-11-21T14:00:00.000Z')

export const operationId = '0f5c6f2e-6a3b-4d0e-9f58-3f2f0d3c9a10'
export const planHash = '5f0a'.repeat(16)

export const hosts = ['cp-1', 'worker-1', 'worker-2'].map((name, index) => ({
  __typename: 'Host',
  id: `00000000-0000-4000-8000-00000000000${index + 1}`,
  name,
  address: `192.0.2.${index + 11}`,
  port: 22,
  credential: { id: 'c1', name: 'ops' },
  hostKey: null,
  facts: null,
  factsAt: null as string | null,
  factsFailure: null as null | { code: string; data: object; message: string },
  gathering: false,
  cluster: null,
  role: null,
  operations: { nodes: [], pageInfo: { endCursor: null, hasNextPage: false } },
  createdAt: at(0),
}))

const target = ({ id, name }: { id: string; name: string }) => ({ id, name })
const everyHost = hosts.map(target)
const cluster = { id: 'cluster', name: 'cluster' }

const step = (name: string, targets: { id: string; name: string }[], expectedSeconds: number | null = 4) => ({
  name,
  tool: 'ansible',
  action: name,
  after: [],
  follows: null,
  atOnce: null,
  disrupts: 'nothing',
  verify: 'done',
  undo: 'reset-host',
  undoImpossible: null,
  skippable: false,
  expectedSeconds,
  targets,
})

export const plan: PlanView & { __typename: string } = {
  __typename: 'Plan',
  hash: planHash,
  verb: 'create',
  createdAt: at(0),
  startable: true,
  expectedSeconds: 34,
  bundleVersion: '1.36.3',
  cluster: { id: 'k1', name: 'demo' },
  findings: [],
  steps: [
    step('reach', everyHost),
    step('init-control-plane', everyHost.slice(0, 1), 12),
    step('join-workers', everyHost.slice(1), 8),
    { ...step('verify', [cluster], null), undo: null, undoImpossible: 'nothing-changed' },
  ],
}

export const operation: OperationView = {
  id: operationId,
  verb: 'create',
  state: 'RUNNING',
  requestedBy: 'admin',
  reason: null,
  createdAt: at(0),
  endedAt: null,
  failure: null,
  cluster: { id: 'k1', name: 'demo' },
  cursor: '0',
  plan,
  progress: [],
}

export const cell = (
  stepName: string,
  host: string,
  more: Partial<OperationView['progress'][number]> & { began?: number; ended?: number } = {},
): OperationView['progress'][number] => {
  const { began = 0, ended, ...rest } = more
  return {
    step: stepName,
    target: hosts.find(({ name }) => name === host)?.id ?? host,
    attempt: 1,
    state: ended === undefined ? 'RUNNING' : 'CHANGED',
    beganAt: at(began),
    endedAt: ended === undefined ? null : at(ended),
    failure: null,
    ...rest,
  }
}

export const event = (
  cursor: number,
  happened: OperationView['progress'][number] | null,
  state: Partial<OperationEvent['operation']> = {},
): OperationEvent => ({
  cursor: String(cursor),
  operation: { state: 'RUNNING', endedAt: null, failure: null, ...state },
  cell: happened,
})

export const unreachable = {
  code: 'host/NoSuchCodeYet',
  data: { host: 'worker-2', task: 'Ask kubeadm to join' },
  message: 'worker-2 cannot be reached.',
}

export const page = <Node>(nodes: Node[]) => ({ nodes, pageInfo: { endCursor: null, hasNextPage: false } })

export const demo = {
  id: 'k1',
  name: 'demo',
  state: 'RUNNING',
  kubernetesVersion: '1.36.3',
  apiServers: [],
  createdAt: at(0),
  deletedAt: null as string | null,
  project: { id: 'p1', name: 'default' },
  nodes: [],
  openOperation: null,
  spec: {},
  accesses: [],
}
