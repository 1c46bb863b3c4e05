import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { addAccess, type Access } from '../access/access.ts'
import { recordAudit } from '../audit/audit.ts'
import { Cluster } from '../cluster/cluster.ts'
import { addCredential, type Credential } from '../credential/credential.ts'
import type { Database } from '../database/database.ts'
import { everything } from '../database/scope.ts'
import { addHosts, type Host } from '../host/host.ts'
import { Operation } from '../operation/operation.ts'
import { storePlan, type Plan } from '../plan/plan.ts'
import { Project } from '../project/project.ts'
import { makeVault } from '../vault/vault.ts'

export const testVault = makeVault([{ id: 'test', key: Buffer.alloc(32, 7) }])

export interface SeededHosts {
  project: Project
  credential: Credential
  hosts: Host[]
}

export interface Seed extends SeededHosts {
  cluster: Cluster
  plan: Plan
  operation: Operation
  access: Access
}

let octet = 0

/** A project of its own with a credential and two hosts. */
export const seedHosts = async (em: EntityManager): Promise<SeededHosts> => {
  const project = em.create(Project, { name: `p-${randomUUID()}` })
  await em.persist(project).flush()
  const credential = await addCredential(em, testVault, {
    project: project.id,
    name: 'root',
    userName: 'root',
    kind: 'password',
    secrets: { password: 'first-secret', sudoPassword: 'second-secret' },
  })
  const hosts = await addHosts(
    em,
    ['a', 'b'].map((host) => ({
      project: project.id,
      name: host,
      address: `192.0.2.${++octet}`,
      port: 22,
      credential: credential.id,
    })),
  )
  return { project, credential, hosts }
}

/** Beside those one of everything; the operation is open. */
export const seed = async (database: Database): Promise<Seed> => {
  const em = database.fork(everything)
  const { project, credential, hosts } = await seedHosts(em)
  const cluster = em.create(Cluster, {
    project: project.id,
    name: 'c',
    state: 'draft',
    kubernetesVersion: '1.36.3',
    spec: {} as never,
  })
  await em.persist(cluster).flush()
  const plan = await storePlan(em, {
    hash: randomUUID(),
    project: project.id,
    cluster: cluster.id,
    verb: 'create',
    input: {},
    document: {} as never,
    findings: [],
    createdBy: 'someone',
  })
  const operation = em.create(Operation, {
    project: project.id,
    cluster: cluster.id,
    plan: plan.hash,
    verb: 'create',
    claim: 'exclusive',
    requestedBy: 'someone',
  })
  await em.persist(operation).flush()
  const access = await addAccess(em, {
    project: project.id,
    cluster: cluster.id,
    name: 'someone',
    createdBy: 'someone',
    expiresAt: new Date(Date.now() + 3_600_000),
  })
  await recordAudit(em, { userName: 'someone', project: project.id, action: 'seed', subject: 'c' })
  return { project, credential, hosts, cluster, plan, operation, access }
}
