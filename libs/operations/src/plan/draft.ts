import { refuse } from '@slipway/domain'
import {
  Cluster,
  findClusterByName,
  holdersOfClusters,
  listOperations,
  listProjects,
  type EntityManager,
} from '@slipway/persistence'
import { refuseBusyCluster } from '../start/busy.ts'
import type { CreateRequest } from './request.ts'

/**
 * The cluster that a create is planned for: the draft of that name, or one whose creation failed, or a new draft.
 * Throws `cluster/NameTaken` for any other of that name, `operation/ClusterBusy` while it is made.
 */
export const draftFor = async (em: EntityManager, { project, spec }: CreateRequest): Promise<Cluster> => {
  if (!(await listProjects(em)).some(({ id }) => id === project))
    throw refuse('not-found', 'operation/ProjectUnknown', { project })
  await em.execute(
    `insert into cluster (project, name, state, kubernetes_version, spec) values (?, ?, 'draft', ?, ?::jsonb)
     on conflict (project, name) where deleted_at is null do nothing`,
    [project, spec.name, spec.kubernetesVersion, JSON.stringify(spec)],
  )
  const cluster = await findClusterByName(em, project, spec.name)
  if (!cluster) throw refuse('conflict', 'cluster/NameTaken', { name: spec.name })
  if (cluster.state === 'draft') {
    await em.nativeUpdate(
      Cluster,
      { id: cluster.id, state: 'draft' },
      { spec, kubernetesVersion: spec.kubernetesVersion },
    )
    return cluster
  }
  const holder = (await holdersOfClusters(em, [cluster.id])).get(cluster.id)
  if (holder?.verb === 'create') throw await refuseBusyCluster(em, holder)
  if (cluster.state === 'failed' && !(await wasMade(em, cluster.id))) return cluster
  throw refuse('conflict', 'cluster/NameTaken', { name: spec.name })
}

/** Whether it ever worked, or somebody began to delete it. */
const wasMade = async (em: EntityManager, cluster: string): Promise<boolean> => {
  const { rows } = await listOperations(em, { cluster }, { first: 200 })
  return rows.some(({ verb, state }) => verb !== 'create' || state === 'succeeded')
}
