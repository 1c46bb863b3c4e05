import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import type { Failure } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { page, type Page, type PageRequest } from '../database/page.ts'
import { byProject } from '../database/scope.ts'

export const Audit = defineEntity({
  name: 'Audit',
  tableName: 'audit',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    /** Null for what belongs to no project, such as a login: seen by those who see everything. */
    project: p.uuid().strictNullable(),
    userName: p.text(),
    /** A verb as in cluster.create, host.remove, login. */
    action: p.text(),
    /** What it was done to: a name that people know, or an id. */
    subject: p.text(),
    data: p.json<Failure['data']>(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
  }),
})
export type Audit = InferEntity<typeof Audit>

export interface AuditDraft {
  userName: string
  action: string
  subject: string
  project?: string | null
  data?: Failure['data']
}

/** Call it in the transaction of what it records, so that neither is there without the other. */
export const recordAudit = async (em: EntityManager, draft: AuditDraft): Promise<void> => {
  em.persist(em.create(Audit, { project: null, data: {}, ...draft }))
  await em.flush()
}

export const listAudit = (
  em: EntityManager,
  filter: { project?: string | undefined },
  request: PageRequest,
): Promise<Page<Audit>> =>
  page(em, Audit, filter.project === undefined ? {} : { project: filter.project }, request, 'newest')
