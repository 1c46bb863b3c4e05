import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Finding, Plan as PlanDocument } from '@slipway/domain'
import { byProject } from '../database/scope.ts'

/** A plan that was shown to somebody. */
export const Plan = defineEntity({
  name: 'Plan',
  tableName: 'plan',
  filters: byProject,
  properties: (p) => ({
    /** sha256 of the document's canonical JSON, hexadecimal. */
    hash: p.text().primary(),
    project: p.uuid(),
    cluster: p.uuid(),
    verb: p.text(),
    /** What was asked for, from which it was made and can be made again. */
    input: p.json<PlanInput>(),
    document: p.json<PlanDocument>(),
    findings: p.json<Finding[]>(),
    createdBy: p.text(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type Plan = InferEntity<typeof Plan>

export type PlanInput = Record<string, unknown>

export const findPlan = (em: EntityManager, hash: string): Promise<Plan | null> => em.findOne(Plan, { hash })

export const findPlans = (em: EntityManager, hashes: readonly string[]): Promise<Plan[]> =>
  em.find(Plan, { hash: { $in: [...hashes] } })

/** Stores a plan; the same plan made again brings its findings up to date. */
export const storePlan = async (em: EntityManager, plan: Omit<Plan, 'createdAt'>): Promise<Plan> => {
  await em.execute(
    `insert into plan (hash, project, cluster, verb, input, document, findings, created_by)
     values (?, ?, ?, ?, ?::jsonb, ?::jsonb, ?::jsonb, ?)
     on conflict (hash) do update set findings = excluded.findings, created_at = now()`,
    [
      plan.hash,
      plan.project,
      plan.cluster,
      plan.verb,
      JSON.stringify(plan.input),
      JSON.stringify(plan.document),
      JSON.stringify(plan.findings),
      plan.createdBy,
    ],
  )
  return em.findOneOrFail(Plan, { hash: plan.hash }, { refresh: true })
}
