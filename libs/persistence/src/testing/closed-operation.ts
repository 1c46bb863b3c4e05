import type { EntityManager } from '@mikro-orm/postgresql'
import { releaseClaims } from '../operation/claim.ts'
import { Operation } from '../operation/operation.ts'

/** Ends an operation as if all had gone well. */
export const closedOperation = async (em: EntityManager, id: string): Promise<void> => {
  await em.nativeUpdate(Operation, { id }, { state: 'succeeded', endedAt: new Date() })
  await releaseClaims(em, id)
}
