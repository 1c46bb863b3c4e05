import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { ClusterSpec, Role } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { page, type Page, type PageRequest } from '../database/page.ts'
import { byProject } from '../database/scope.ts'

export const clusterStates = [
  'draft',
  'creating',
  'running',
  'changing',
  'failed',
  'deleting',
  'deleted',
] as const
export type ClusterState = (typeof clusterStates)[number]

export const Cluster = defineEntity({
  name: 'Cluster',
  tableName: 'cluster',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    project: p.uuid(),
    name: p.text(),
    /** draft: planned, never started; the rest follows from its operations. */
    state: p.enum(clusterStates),
    kubernetesVersion: p.text(),
    spec: p.json<ClusterSpec>(),
    /** Addresses by which people reach the API, as in https://192.0.2.10:6443; empty until known. */
    apiServers: p.json<string[]>().onCreate(() => []),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    deletedAt: p.datetime(3).strictNullable(),
  }),
})
export type Cluster = InferEntity<typeof Cluster>

export const ClusterMember = defineEntity({
  name: 'ClusterMember',
  tableName: 'cluster_member',
  properties: (p) => ({
    host: p.uuid().primary(),
    cluster: p.uuid(),
    role: p.enum(['control-plane', 'worker'] as const satisfies readonly Role[]),
  }),
})
export type ClusterMember = InferEntity<typeof ClusterMember>

export const findCluster = (em: EntityManager, id: string): Promise<Cluster | null> =>
  em.findOne(Cluster, { id })

export const findClusters = (em: EntityManager, ids: readonly string[]): Promise<Cluster[]> =>
  em.find(Cluster, { id: { $in: [...ids] } })

/** Of those that are not deleted; a draft among them. */
export const findClusterByName = (
  em: EntityManager,
  project: string,
  name: string,
): Promise<Cluster | null> => em.findOne(Cluster, { project, name, deletedAt: null })

export const listClusters = (
  em: EntityManager,
  filter: { project?: string | undefined; includeDeleted?: boolean | undefined },
  request: PageRequest,
): Promise<Page<Cluster>> =>
  page(
    em,
    Cluster,
    {
      ...(filter.project !== undefined && { project: filter.project }),
      ...(!filter.includeDeleted && { deletedAt: null }),
    },
    request,
    'oldest',
  )

/** Members of the clusters of the scope, control planes first. */
export const membersOf = async (em: EntityManager, clusters: readonly string[]): Promise<ClusterMember[]> => {
  const visible = await em.find(Cluster, { id: { $in: [...clusters] } }, { fields: ['id'] })
  return em.find(
    ClusterMember,
    { cluster: { $in: visible.map(({ id }) => id) } },
    { orderBy: [{ role: 'asc' }, { host: 'asc' }] },
  )
}

/** The membership of hosts of the scope. */
export const membershipOf = async (em: EntityManager, hosts: readonly string[]): Promise<ClusterMember[]> => {
  const members = await em.find(ClusterMember, { host: { $in: [...hosts] } })
  const visible = await em.find(
    Cluster,
    { id: { $in: members.map(({ cluster }) => cluster) } },
    { fields: ['id'] },
  )
  return members.filter(({ cluster }) => visible.some(({ id }) => id === cluster))
}

/** Makes hosts of the scope members of a cluster of the scope; members of another are for the caller to refuse first. */
export const addMembers = async (
  em: EntityManager,
  cluster: string,
  joins: readonly { host: string; role: Role }[],
): Promise<void> => {
  await em.upsertMany(
    ClusterMember,
    joins.map((join) => ({ ...join, cluster })),
  )
}

/** For the step that records a cluster that works. */
export const recordCluster = async (
  em: EntityManager,
  id: string,
  { apiServers }: { apiServers: readonly string[] },
): Promise<void> => {
  await em.nativeUpdate(Cluster, { id }, { apiServers: [...apiServers] })
}

/**
 * For the step that ends a deletion, repeatable: membership, secrets and accesses are gone, the cluster is marked as
 * deleted. Its history stays.
 */
export const forgetCluster = async (em: EntityManager, id: string): Promise<void> =>
  em.transactional(async (tx) => {
    await tx.execute('delete from cluster_member where cluster = ?', [id])
    await tx.execute('delete from cluster_secret where cluster = ?', [id])
    await tx.execute('delete from access where cluster = ?', [id])
    await tx.nativeUpdate(
      Cluster,
      { id, deletedAt: null },
      { state: 'deleted', deletedAt: new Date(), apiServers: [] },
    )
  })
