import { randomUUID } from 'node:crypto'
import { ansible, definePlan, kubernetes, step, type Plan } from '@slipway/domain'
import {
  addCredential,
  addHosts,
  everything,
  storePlan,
  type Database,
  type Vault,
} from '@slipway/persistence'

/** A cluster with one host in a project, planned and being made: what most answers are about. */
export interface Records {
  project: string
  credential: string
  host: string
  cluster: string
  plan: string
  operation: string
}

let number = 0

export const addRecords = async (
  database: Database,
  vault: Pick<Vault, 'seal'>,
  project: string,
): Promise<Records> => {
  const em = database.fork(everything)
  const name = `n${++number}`
  const credential = await addCredential(em, vault, {
    ...{ project, name, userName: 'root', kind: 'password' },
    secrets: { password: 'sealed secret', sudoPassword: 'sealed secret' },
  })
  const [host] = await addHosts(em, [
    { project, name, address: `192.0.2.${number}`, port: 22, credential: credential.id },
  ])
  const cluster = randomUUID()
  const spec = { name, kubernetesVersion: '1.36.3', controlPlanes: [host!.id], workers: [], apiNames: [] }
  await em.execute(
    `insert into cluster (id, project, name, state, kubernetes_version, spec, api_servers)
     values (?, ?, ?, 'creating', '1.36.3', ?::jsonb, ?::jsonb)`,
    [cluster, project, name, JSON.stringify(spec), JSON.stringify([`https://192.0.2.${number}:6443`])],
  )
  await em.execute(`insert into cluster_member (host, cluster, role) values (?, ?, 'control-plane')`, [
    host!.id,
    cluster,
  ])
  const document = planOf({ id: cluster, name }, { id: host!.id, name, address: `192.0.2.${number}` })
  const { hash } = await storePlan(em, {
    ...{ hash: `${number}`.padStart(64, 'a'), project, cluster, verb: 'create', input: {}, document },
    findings: [
      {
        severity: 'warning',
        code: 'host/Unreachable',
        data: { host: name, address: '', reason: '' },
        host: host!.id,
      },
    ],
    createdBy: 'tester',
  })
  const operation = await addOperation(database, { project, cluster, plan: hash })
  return { project, credential: credential.id, host: host!.id, cluster, plan: hash, operation }
}

export const addOperation = async (
  database: Database,
  { project, cluster, plan }: Pick<Records, 'project' | 'cluster' | 'plan'>,
): Promise<string> => {
  const [row] = await database.transaction((tx) =>
    tx.execute<{ id: string }[]>(
      `insert into operation (project, cluster, plan, verb, claim, requested_by)
       values (?, ?, ?, 'create', 'exclusive', 'tester') returning id`,
      [project, cluster, plan],
    ),
  )
  return row!.id
}

export const endOperation = (database: Database, id: string, state = 'succeeded'): Promise<unknown> =>
  database.transaction((tx) =>
    tx.execute('update operation set state = ?, ended_at = now() where id = ?', [state, id]),
  )

const planOf = (cluster: Plan['cluster'], host: { id: string; name: string; address: string }): Plan =>
  definePlan({
    ...{ verb: 'create', cluster, claim: 'exclusive', takesOver: false },
    pins: { bundle: { version: '1.36.3', digest: 'b'.repeat(64) }, playbooks: 'c'.repeat(64) },
    joins: [{ host: host.id, role: 'control-plane' }],
    hosts: { [host.id]: { name: host.name, address: host.address } },
    groups: { hosts: [host.id] },
    variables: {},
    steps: [
      step('reach', {
        on: 'hosts',
        run: ansible('reach'),
        verify: 'reached',
        undo: { impossible: 'nothing-changed' },
      }),
      step('prepare-host', {
        ...{ on: 'hosts', run: ansible('prepare-host'), follows: 'reach', verify: 'prepared' },
        undo: ansible('reset-host'),
      }),
      step('verify', {
        ...{ on: 'cluster', run: kubernetes('verify-cluster'), after: ['prepare-host'], verify: 'verified' },
        undo: { impossible: 'nothing-changed' },
      }),
    ],
  })
