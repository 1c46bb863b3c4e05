import { defineEntity, type InferEntity } from '@mikro-orm/core'
import type { EntityManager } from '@mikro-orm/postgresql'
import { createHash } from 'node:crypto'
import { UserAccount } from '../user/user.ts'

export const Session = defineEntity({
  name: 'Session',
  tableName: 'session',
  properties: (p) => ({
    /** sha256 of the token, hexadecimal: whoever reads the table can be nobody. */
    tokenHash: p.text().primary(),
    userAccount: p.uuid(),
    createdAt: p.datetime(3).onCreate(() => new Date()),
    expiresAt: p.datetime(3),
  }),
})
export type Session = InferEntity<typeof Session>

const hashOf = (token: string): string => createHash('sha256').update(token).digest('hex')

/** Also forgets the sessions that are over. */
export const openSession = async (
  em: EntityManager,
  { token, user, expiresAt }: { token: string; user: string; expiresAt: Date },
): Promise<void> => {
  await em.nativeDelete(Session, { expiresAt: { $lte: new Date() } })
  await em.insert(Session, { tokenHash: hashOf(token), userAccount: user, createdAt: new Date(), expiresAt })
}

/** The session's user, unless the session is over or the user was disabled. */
export const findSession = async (
  em: EntityManager,
  token: string,
): Promise<{ session: Session; user: UserAccount } | undefined> => {
  const session = await em.findOne(Session, { tokenHash: hashOf(token), expiresAt: { $gt: new Date() } })
  const user = session && (await em.findOne(UserAccount, { id: session.userAccount, disabledAt: null }))
  return session && user ? { session, user } : undefined
}

export const closeSession = async (em: EntityManager, token: string): Promise<void> => {
  await em.nativeDelete(Session, { tokenHash: hashOf(token) })
}

/** After a change of password: every session but the one that asked. */
export const closeOtherSessions = async (em: EntityManager, user: string, token: string): Promise<void> => {
  await em.nativeDelete(Session, { userAccount: user, tokenHash: { $ne: hashOf(token) } })
}
