import { canonicalJson, refuse, type Plan as PlanDocument } from '@slipway/domain'
import { findCluster, storePlan, type Cluster, type EntityManager, type Plan } from '@slipway/persistence'
import type { Planned } from '@slipway/workflows'
import { createHash } from 'node:crypto'
import type { Actor, Platform } from '../platform.ts'
import { draftFor } from './draft.ts'
import { factsForCreate } from './facts-for-create.ts'
import { factsForDelete } from './facts-for-delete.ts'
import { releasePlanners } from './planners.ts'
import { checkRequest, type CheckedRequest, type PlanRequest } from './request.ts'

/** The hash by which a plan is approved: sha256 of its canonical JSON, hexadecimal. */
export const hashOf = (plan: PlanDocument): string =>
  createHash('sha256').update(canonicalJson(plan)).digest('hex')

/**
 * Plans what is asked for, stores the plan under its hash with what preflight found, and changes nothing else but
 * the draft of a new cluster. Throws `operation/InputInvalid`, `operation/BundleMissing`, `cluster/Unknown` and the
 * like where there can be no plan.
 */
export const planOperation = async (
  platform: Platform,
  { request, actor }: { request: PlanRequest; actor: Actor },
): Promise<Plan> => {
  const em = platform.database.fork(actor.scope)
  const checked = checkRequest(request)
  const cluster =
    checked.verb === 'create' ? await draftFor(em, checked) : await clusterToDelete(em, checked.cluster)
  const { plan, findings } = await makePlan(platform, em, checked, cluster)
  return storePlan(em, {
    hash: hashOf(plan),
    project: cluster.project,
    cluster: cluster.id,
    verb: checked.verb,
    input: checked,
    document: plan,
    findings,
    createdBy: actor.name,
  })
}

/** The plan of a request as things are now; `takesOver` as it was when the plan was made first. */
export const makePlan = async (
  platform: Platform,
  em: EntityManager,
  request: CheckedRequest,
  cluster: Cluster,
  takesOver?: boolean,
): Promise<Planned> => {
  const planners = platform.planners ?? releasePlanners
  if (request.verb === 'create')
    return planners.create(
      await factsForCreate(platform, em, request, { id: cluster.id, name: cluster.name }),
    )
  const facts = await factsForDelete(platform, em, request, cluster)
  return planners.delete({ ...facts, takesOver: takesOver ?? facts.takesOver })
}

const clusterToDelete = async (em: EntityManager, id: string): Promise<Cluster> => {
  const cluster = await findCluster(em, id)
  if (!cluster) throw refuse('not-found', 'cluster/Unknown', { cluster: id })
  if (cluster.state === 'deleted') throw refuse('conflict', 'cluster/Deleted', { name: cluster.name })
  return cluster
}
