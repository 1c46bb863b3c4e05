import {
  findHosts,
  holdersOfClusters,
  membersOf,
  type Cluster,
  type EntityManager,
} from '@slipway/persistence'
import type { DeleteInput } from '@slipway/workflows'
import { pinPlaybooks } from '../pins/playbooks.ts'
import type { Platform } from '../platform.ts'
import { hostsForPlan } from './hosts-for-plan.ts'
import type { DeleteRequest } from './request.ts'

/** Everything that the plan of a delete is made from; it takes over from any operation but another delete. */
export const factsForDelete = async (
  platform: Platform,
  em: EntityManager,
  { removePackages }: DeleteRequest,
  cluster: Cluster,
): Promise<DeleteInput> => {
  const members = await membersOf(em, [cluster.id])
  const hosts = await findHosts(
    em,
    members.map(({ host }) => host),
  )
  const forPlan = await hostsForPlan(em, hosts)
  const holder = (await holdersOfClusters(em, [cluster.id])).get(cluster.id)
  return {
    cluster: { id: cluster.id, name: cluster.name },
    members: members.flatMap(({ host, role }) =>
      forPlan.filter(({ id }) => id === host).map((one) => ({ ...one, role })),
    ),
    removePackages,
    playbooks: await pinPlaybooks(platform),
    takesOver: holder !== undefined && holder.verb !== 'delete',
  }
}
