import { LockMode } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '@slipway/domain'
import { Cluster, ClusterMember } from '../cluster/cluster.ts'
import { HostClaim } from '../operation/claim.ts'
import { Host } from './host.ts'

/** Whether it was there. Throws `host/InUse` while it is a cluster's or an operation holds it. */
export const removeHost = async (em: EntityManager, id: string): Promise<boolean> =>
  em.transactional(async (tx) => {
    const host = await tx.findOne(Host, { id }, { lockMode: LockMode.PESSIMISTIC_WRITE })
    if (!host) return false
    const member = await tx.findOne(ClusterMember, { host: id })
    const cluster = member && (await tx.findOne(Cluster, { id: member.cluster }))
    const claim = await tx.findOne(HostClaim, { host: id, releasedAt: null })
    if (member || claim)
      throw refuse('conflict', 'host/InUse', {
        host: host.name,
        cluster: cluster?.name ?? '',
        holder: claim?.operation ?? null,
      })
    await tx.nativeDelete(Host, { id })
    return true
  })
