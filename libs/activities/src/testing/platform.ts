import { definePlan, step, type Action, type Plan, type Role, type Step } from '@slipway/domain'
import { makeVault, storeClusterSecret, everything, type Database, type Vault } from '@slipway/persistence'
import { openTestDatabase } from '@slipway/persistence/testing'
import { randomBytes, randomUUID } from 'node:crypto'
import type { ActivityDeps, BundleSource } from '../deps.ts'

export interface TestNode {
  name: string
  address: string
  role?: Role
}

/** A platform without API and worker: its database, its vault, and what makes operations for tests. */
export interface TestPlatform {
  deps: ActivityDeps
  database: Database
  vault: Vault
  project: string
  /** A cluster in the records, with its administrator's kubeconfig if one is given. */
  addCluster(name: string, kubeconfig?: string): Promise<string>
  /** An open operation on the cluster with one step for each action, all on the cluster. */
  addOperation(cluster: string, draft: OperationDraft): Promise<{ id: string; plan: Plan }>
  close(): Promise<void>
}

export interface OperationDraft {
  nodes: readonly TestNode[]
  /** Step → what it runs. */
  run: Record<string, Action>
}

export const openTestPlatform = async (bundles: Partial<BundleSource> = {}): Promise<TestPlatform> => {
  const database = await openTestDatabase()
  const vault = makeVault([{ id: 'test', key: randomBytes(32) }])
  const none = (): never => {
    throw new Error('this test has no bundle')
  }
  const em = () => database.fork(everything)
  const [row] = await em().execute<{ id: string }[]>('select id from project limit 1')
  const project = row!.id
  return {
    deps: { database, vault, bundles: { manifest: none, file: none, ...bundles } },
    ...{ database, vault, project },
    addCluster: async (name, kubeconfig) => {
      const id = randomUUID()
      await em().execute(
        `insert into cluster (id, project, name, state, kubernetes_version, spec) values (?, ?, ?, 'creating', ?, '{}')`,
        [id, project, name, '1.36.3'],
      )
      if (kubeconfig !== undefined)
        await storeClusterSecret(em(), vault, { cluster: id, reference: 'admin-kubeconfig' }, kubeconfig)
      return id
    },
    addOperation: async (cluster, draft) => {
      const plan = planFor(cluster, draft)
      const [id, hash] = [randomUUID(), randomBytes(32).toString('hex')]
      await em().execute(
        `insert into plan (hash, project, cluster, verb, input, document, findings, created_by)
         values (?, ?, ?, 'create', '{}', ?::jsonb, '[]', 'test')`,
        [hash, project, cluster, JSON.stringify(plan)],
      )
      await em().execute(
        `insert into operation (id, project, cluster, plan, verb, claim, requested_by)
         values (?, ?, ?, ?, 'create', 'shared', 'test')`,
        [id, project, cluster, hash],
      )
      return { id, plan }
    },
    close: () => database.close(),
  }
}

const planFor = (cluster: string, { nodes, run }: OperationDraft): Plan => {
  const hosts = nodes.map((node) => ({ id: randomUUID(), ...node }))
  const isControlPlane = ({ role }: TestNode): boolean => role === 'control-plane'
  return definePlan({
    verb: 'create',
    cluster: { id: cluster, name: 'test' },
    pins: { bundle: { version: '1.36.3', digest: '0'.repeat(64) }, playbooks: '0'.repeat(64) },
    claim: 'shared',
    takesOver: false,
    joins: [],
    hosts: Object.fromEntries(hosts.map(({ id, name, address }) => [id, { name, address }])),
    groups: {
      hosts: hosts.map(({ id }) => id),
      'first-control-plane': hosts
        .filter(isControlPlane)
        .map(({ id }) => id)
        .slice(0, 1),
    },
    variables: {
      cluster: {
        ...{ endpoint_port: 6444, api_port: 6443, pod_network: '10.244.0.0/16' },
        control_planes: hosts.filter(isControlPlane).map(({ name, address }) => ({ name, address })),
      },
      bundle: {
        version: '1.36.3',
        images_node: ['registry.k8s.io/kube-proxy:v1.36.3', 'ghcr.io/flannel-io/flannel:v0.28.9'].map(
          (reference) => ({ reference, sha256: '0'.repeat(64) }),
        ),
      },
    },
    steps: Object.entries(run).map(([name, action]): Step =>
      step(name, { on: 'cluster', run: action, verify: 'shown', undo: { impossible: 'nothing-changed' } }),
    ),
  })
}
