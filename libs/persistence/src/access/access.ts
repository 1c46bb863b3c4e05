import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { randomUUID } from 'node:crypto'
import { byProject } from '../database/scope.ts'

/** A person's way into a cluster: a certificate with an end, and a binding that can be removed before it. */
export const Access = defineEntity({
  name: 'Access',
  tableName: 'access',
  filters: byProject,
  properties: (p) => ({
    id: p
      .uuid()
      .primary()
      .onCreate(() => randomUUID()),
    project: p.uuid(),
    cluster: p.uuid(),
    name: p.text(),
    createdBy: p.text(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    expiresAt: p.datetime(3),
    revokedAt: p.datetime(3).strictNullable(),
  }),
})
export type Access = InferEntity<typeof Access>

export interface AccessDraft {
  project: string
  cluster: string
  name: string
  createdBy: string
  expiresAt: Date
}

export const addAccess = async (em: EntityManager, draft: AccessDraft): Promise<Access> => {
  const access = em.create(Access, { revokedAt: null, ...draft })
  em.persist(access)
  await em.flush()
  return access
}

export const findAccess = (em: EntityManager, id: string): Promise<Access | null> =>
  em.findOne(Access, { id })

/** Newest first. */
export const listAccesses = (em: EntityManager, clusters: readonly string[]): Promise<Access[]> =>
  em.find(Access, { cluster: { $in: [...clusters] } }, { orderBy: [{ createdAt: 'desc' }, { id: 'desc' }] })

/** Once its binding is gone. Repeatable: the first time stands. */
export const markAccessRevoked = async (em: EntityManager, id: string): Promise<void> => {
  await em.nativeUpdate(Access, { id, revokedAt: null }, { revokedAt: new Date() })
}
