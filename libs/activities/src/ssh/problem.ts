import { Problem, refuse } from '@slipway/domain'
import { fingerprintOf } from './host-key.ts'
import type { Login } from './login.ts'

/** What a connection attempt learned before it failed. */
export interface Seen {
  hostKey: string | undefined
  /** Ways of logging in that the host still accepts. */
  methods: readonly string[]
  passwordExpired: boolean
}

const reasons: Record<string, string> = {
  ECONNREFUSED: 'nothing listens on the SSH port',
  EHOSTUNREACH: 'there is no way to the host',
  ENETUNREACH: 'there is no way to its network',
  ETIMEDOUT: 'it does not answer',
  ECONNRESET: 'the connection was reset',
  ENOTFOUND: 'the name is unknown',
}

/** The problem behind what a connection attempt ended with. */
export const connectProblem = (login: Login, seen: Seen, error: unknown): Error => {
  const { host, user } = login
  if (error instanceof Problem) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  if (seen.passwordExpired) return refuse('failed', 'host/PasswordExpired', { host, user })
  if (login.hostKey !== null && seen.hostKey !== undefined && seen.hostKey !== login.hostKey)
    return keyChanged(login.host, login.hostKey, fingerprintOf(seen.hostKey))
  const { level, message, code } = describe(error)
  if (level === 'client-authentication')
    return refuse('forbidden', 'host/LoginRefused', { host, user, methods: [...seen.methods] })
  if (login.hostKey !== null && /no matching.*host key/i.test(message))
    return keyChanged(host, login.hostKey, `no key of type ${login.hostKey.split(' ')[0] ?? ''}`)
  const reason = reasons[code] ?? (level === 'client-timeout' ? 'it does not answer' : message)
  return unreachable(login, reason)
}

export const unreachable = ({ host, address }: Pick<Login, 'host' | 'address'>, reason: string): Problem =>
  refuse('unavailable', 'host/Unreachable', { host, address, reason })

export const keyChanged = (host: string, expected: string, seen: string): Problem =>
  refuse('conflict', 'host/KeyChanged', { host, expected: fingerprintOf(expected), seen })

const describe = (error: unknown): { level: string; message: string; code: string } => {
  const { level, message, code } = error as { level?: unknown; message?: unknown; code?: unknown }
  const text = (value: unknown): string => (typeof value === 'string' ? value : '')
  return { level: text(level), message: text(message), code: text(code) }
}
