import { refuse, type Failure } from '@slipway/domain'
import {
  findCluster,
  findPlan,
  holdersOfClusters,
  type EntityManager,
  type Operation,
  type Plan,
} from '@slipway/persistence'
import { hashOf, makePlan } from '../plan/plan-operation.ts'
import { checkRequest } from '../plan/request.ts'
import type { Actor, Platform } from '../platform.ts'
import { startWorkflow } from '../workflow/start-workflow.ts'
import { refuseBusy } from './busy.ts'
import { recordStart } from './record-start.ts'
import { takeOver } from './take-over.ts'

export interface StartRequest {
  planHash: string
  actor: Actor
  /** Why, in the starter's own words. */
  reason?: string | undefined
}

/**
 * The one way in: starts the plan of that hash. One transaction writes the operation, its claims, the membership
 * that it brings and the audit entry; then its workflow starts, which the sweep repeats where it could not be.
 *
 * Throws `operation/PlanUnknown`, `operation/ClusterBusy`, `operation/HostBusy`, `operation/HostTaken`,
 * `operation/Blocked`, `operation/PlanStale`, `operation/HolderStillRuns`.
 */
export const startOperation = async (
  platform: Platform,
  { planHash, actor, reason }: StartRequest,
): Promise<Operation> => {
  const em = platform.database.fork(actor.scope)
  const stored = await findPlan(em, planHash)
  if (!stored) throw refuse('not-found', 'operation/PlanUnknown', { plan: planHash })
  const holder = (await holdersOfClusters(em, [stored.cluster])).get(stored.cluster)
  const over = stored.document.takesOver && holder?.verb !== stored.verb ? holder : undefined
  await refuseBusy(em, stored.document, over)
  await refuseStale(platform, em, stored)
  if (over) await takeOver(platform, over)
  const operation = await recordStart(platform.database, { plan: stored, actor, reason })
  await startWorkflow(platform.temporal, operation).catch((error: unknown) => platform.onUnstarted?.(error))
  return operation
}

/** Makes the plan again from what is known now: it must be the one that was approved, with nothing in its way. */
const refuseStale = async (platform: Platform, em: EntityManager, stored: Plan): Promise<void> => {
  const cluster = await findCluster(em, stored.cluster)
  if (!cluster) throw refuse('not-found', 'cluster/Unknown', { cluster: stored.cluster })
  if (cluster.state === 'deleted') throw refuse('conflict', 'cluster/Deleted', { name: cluster.name })
  const request = checkRequest(stored.input)
  const now = await makePlan(platform, em, request, cluster, stored.document.takesOver)
  const blockers = now.findings.filter(({ severity }) => severity === 'blocker')
  if (blockers.length > 0)
    throw refuse('conflict', 'operation/Blocked', {
      count: blockers.length,
      findings: blockers as unknown as Failure['data'][],
    })
  if (hashOf(now.plan) !== stored.hash) throw refuse('conflict', 'operation/PlanStale', { plan: stored.hash })
}
