import { findSession, scopeOfUser, everything, type Database, type Scope } from '@slipway/persistence'
import type { Request, Response } from 'express'
import type { Person } from '../permissions/permission.ts'
import { makeReaders, type Readers } from './readers.ts'

/** Whoever is signed in, and by which session. */
export interface Caller {
  person: Person
  session: { id: string; expiresAt: Date }
  token: string
  by: 'cookie' | 'bearer'
}

/** What every resolver and route knows of the request that it answers. */
export interface Context {
  caller: Caller | undefined
  /** Of the client, as the connection or the proxy on this machine says. */
  address: string
  /** Of the caller's projects; of none for those who are not signed in. */
  readers: Readers
  /** Absent on a WebSocket. */
  request?: Request
  response?: Response
}

/** For what the guard has let through: it lets nobody through who is not signed in. */
export const callerOf = (context: Context): Caller => {
  if (!context.caller) throw new Error('a field without a guard asked for its caller')
  return context.caller
}

const nothing: Scope = { projects: [] }

/** Reads anew, from rows as they are now. */
export const freshReaders = (database: Database, caller: Caller | undefined): Readers =>
  makeReaders(database.fork(caller?.person.scope ?? nothing))

/** Whose token it is; undefined where its session is over. */
export const identify = async (
  database: Database,
  token: string | undefined,
  by: Caller['by'],
): Promise<Caller | undefined> => {
  if (token === undefined) return undefined
  const em = database.fork(everything)
  const found = await findSession(em, token)
  if (!found) return undefined
  const { id, name, admin } = found.user
  const scope = await scopeOfUser(em, found.user)
  const { tokenHash, expiresAt } = found.session
  return { person: { id, name, admin, scope }, session: { id: tokenHash, expiresAt }, token, by }
}
