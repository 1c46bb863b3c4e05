import { refuse } from '@slipway/domain'
import {
  blockedUntil,
  closeOtherSessions,
  closeSession,
  countFailure,
  everything,
  findUser,
  forgetFailures,
  openSession,
  recordAudit,
  setPasswordHash,
  type Database,
} from '@slipway/persistence'
import { randomBytes } from 'node:crypto'
import { rm } from 'node:fs/promises'
import { hashPassword, isPassword, refuseSlowly } from './password.ts'

const hour = 60 * 60 * 1000
/** A browser's session is a working day; a terminal's a week. */
export const sessionHours = { cookie: 12, bearer: 7 * 24 } as const

const shortestPassword = 12
const longestPassword = 256

export interface SignedIn {
  token: string
  expiresAt: Date
  user: { id: string; name: string; admin: boolean }
}

/** Throws access/SignInFailed, or access/TooManyAttempts after some of these from the same address or for the same name. */
export const signIn = async (
  database: Database,
  {
    name,
    password,
    address,
    by,
  }: { name: string; password: string; address: string; by: 'cookie' | 'bearer' },
): Promise<SignedIn> => {
  const em = database.fork(everything)
  const keys = [`name:${name.slice(0, 200)}`, `address:${address}`]
  const blocked = await Promise.all(keys.map((key) => blockedUntil(database.fork(everything), key)))
  const until = Math.max(0, ...blocked.map((date) => date?.getTime() ?? 0))
  if (until > 0)
    throw refuse('unavailable', 'access/TooManyAttempts', {
      seconds: Math.max(1, Math.ceil((until - Date.now()) / 1000)),
    })
  const user = await findUser(em, name.slice(0, 200))
  const given = password.slice(0, longestPassword + 1)
  const right = user ? await isPassword(given, user.passwordHash) : await refuseSlowly(given)
  if (!user || !right) {
    for (const key of keys) await countFailure(em, key)
    throw refuse('forbidden', 'access/SignInFailed')
  }
  const token = randomBytes(32).toString('base64url')
  const expiresAt = new Date(Date.now() + sessionHours[by] * hour)
  await database.transaction(async (tx) => {
    for (const key of keys) await forgetFailures(tx, key)
    await openSession(tx, { token, user: user.id, expiresAt })
    await recordAudit(tx, { userName: user.name, action: 'session.open', subject: user.name, data: { by } })
  })
  return { token, expiresAt, user }
}

export const signOut = (database: Database, who: { name: string; token: string }): Promise<void> =>
  database.transaction(async (tx) => {
    await closeSession(tx, who.token)
    await recordAudit(tx, { userName: who.name, action: 'session.close', subject: who.name })
  })

/** Ends every other session of the user. Throws access/PasswordWrong, PasswordShort, PasswordLong or PasswordSame. */
export const changePassword = async (
  database: Database,
  who: { id: string; name: string; token: string; address: string },
  { current, next }: { current: string; next: string },
  firstPassword: string,
): Promise<void> => {
  const em = database.fork(everything)
  const key = `change:${who.id}`
  const until = await blockedUntil(em, key)
  if (until)
    throw refuse('forbidden', 'access/TooManyAttempts', {
      seconds: Math.max(1, Math.ceil((until.getTime() - Date.now()) / 1000)),
    })
  const user = await findUser(em, who.name)
  if (!user || !(await isPassword(current.slice(0, longestPassword + 1), user.passwordHash))) {
    await countFailure(em, key)
    throw refuse('forbidden', 'access/PasswordWrong', { field: 'current' })
  }
  checkPassword(current, next)
  const passwordHash = await hashPassword(next)
  await database.transaction(async (tx) => {
    await setPasswordHash(tx, who.id, passwordHash)
    await closeOtherSessions(tx, who.id, who.token)
    await forgetFailures(tx, key)
    await recordAudit(tx, { userName: who.name, action: 'user.change-password', subject: who.name })
  })
  if (who.name === firstAdmin) await rm(firstPassword, { force: true })
}

/** The name of the admin who is there from the first start on. */
export const firstAdmin = 'admin'

const checkPassword = (current: string, next: string): void => {
  const field = 'next'
  if (next.length < shortestPassword)
    throw refuse('invalid', 'access/PasswordShort', { field, least: shortestPassword })
  if (next.length > longestPassword)
    throw refuse('invalid', 'access/PasswordLong', { field, most: longestPassword })
  if (next === current) throw refuse('invalid', 'access/PasswordSame', { field })
}
