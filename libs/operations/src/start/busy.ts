import { refuse, type Plan, type Problem } from '@slipway/domain'
import {
  findCluster,
  findClusters,
  findHosts,
  holdersOfClusters,
  holdersOfHosts,
  membershipOf,
  type EntityManager,
  type Operation,
} from '@slipway/persistence'

/** `operation/ClusterBusy`, which names the holder. */
export const refuseBusyCluster = async (em: EntityManager, holder: Operation): Promise<Problem> => {
  const cluster = await findCluster(em, holder.cluster)
  return refuse('conflict', 'operation/ClusterBusy', {
    holder: holder.id,
    cluster: cluster?.name ?? holder.cluster,
    verb: holder.verb,
    since: holder.createdAt.toISOString(),
    requestedBy: holder.requestedBy,
  })
}

/**
 * Throws `operation/ClusterBusy`, `operation/HostBusy` or `operation/HostTaken` for what stands in the plan's way;
 * an operation that it is to take over from does not.
 */
export const refuseBusy = async (em: EntityManager, plan: Plan, over?: Operation): Promise<void> => {
  const holder = (await holdersOfClusters(em, [plan.cluster.id])).get(plan.cluster.id)
  if (plan.claim === 'exclusive' && holder && holder.id !== over?.id)
    throw await refuseBusyCluster(em, holder)
  const hosts = Object.keys(plan.hosts)
  for (const [host, operation] of await holdersOfHosts(em, hosts))
    if (operation !== over?.id)
      throw refuse('conflict', 'operation/HostBusy', {
        holder: operation,
        host: plan.hosts[host]?.name ?? host,
      })
  for (const { host, cluster } of await membershipOf(em, hosts))
    if (cluster !== plan.cluster.id) {
      const [[other], [named]] = [await findClusters(em, [cluster]), await findHosts(em, [host])]
      throw refuse('conflict', 'operation/HostTaken', {
        host: named?.name ?? host,
        cluster: other?.name ?? cluster,
      })
    }
}
