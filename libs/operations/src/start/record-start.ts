import { refuse } from '@slipway/domain'
import {
  addMembers,
  claimHosts,
  Cluster,
  lockClusterAndHosts,
  Operation,
  recordAudit,
  type ClusterState,
  type Database,
  type Plan,
} from '@slipway/persistence'
import { checkRequest } from '../plan/request.ts'
import type { Actor } from '../platform.ts'
import { refuseBusy } from './busy.ts'

/** Everything that a start changes, or nothing. Those who come at once for the same cluster or host wait in line. */
export const recordStart = (
  database: Database,
  { plan, actor, reason }: { plan: Plan; actor: Actor; reason: string | undefined },
): Promise<Operation> =>
  database.fork(actor.scope).transactional(async (em) => {
    const { document } = plan
    const hosts = Object.keys(document.hosts)
    const there = await lockClusterAndHosts(em, plan.cluster, hosts)
    if (there.length < hosts.length) throw refuse('conflict', 'operation/PlanStale', { plan: plan.hash })
    await refuseBusy(em, document)
    const operation = em.create(Operation, {
      project: plan.project,
      cluster: plan.cluster,
      plan: plan.hash,
      verb: plan.verb,
      claim: document.claim,
      requestedBy: actor.name,
      reason: reason ?? null,
    })
    await em.persist(operation).flush()
    await claimHosts(em, operation.id, hosts)
    await addMembers(em, plan.cluster, document.joins)
    await em.nativeUpdate(Cluster, { id: plan.cluster }, startedAs(plan))
    await recordAudit(em, {
      userName: actor.name,
      project: plan.project,
      action: `cluster.${plan.verb}`,
      subject: document.cluster.name,
      data: { operation: operation.id, cluster: plan.cluster, plan: plan.hash, reason: reason ?? null },
    })
    return operation
  })

const startedAs = ({ input }: Plan): Partial<Cluster> & { state: ClusterState } => {
  const request = checkRequest(input)
  if (request.verb === 'delete') return { state: 'deleting' }
  return { state: 'creating', spec: request.spec, kubernetesVersion: request.spec.kubernetesVersion }
}
