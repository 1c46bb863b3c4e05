import {
  findClusters,
  holdersOfHosts,
  membershipOf,
  type EntityManager,
  type Host,
} from '@slipway/persistence'
import type { HostForPlan } from '@slipway/workflows'

/** Hosts as planning sees them, in the same order. */
export const hostsForPlan = async (em: EntityManager, hosts: readonly Host[]): Promise<HostForPlan[]> => {
  const ids = hosts.map(({ id }) => id)
  const members = new Map((await membershipOf(em, ids)).map(({ host, cluster }) => [host, cluster]))
  const clusters = await findClusters(em, [...new Set(members.values())])
  const names = new Map(clusters.map(({ id, name }) => [id, name]))
  const holders = await holdersOfHosts(em, ids)
  const now = Date.now()
  return hosts.map(({ id, name, address, facts, factsAt }) => {
    const cluster = members.get(id)
    return {
      id,
      name,
      address,
      facts,
      factsAgeSeconds: factsAt ? Math.max(0, (now - factsAt.getTime()) / 1000) : 0,
      cluster: cluster === undefined ? null : { id: cluster, name: names.get(cluster) ?? '' },
      openOperation: holders.get(id) ?? null,
    }
  })
}
