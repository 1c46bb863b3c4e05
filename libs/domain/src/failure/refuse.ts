import { words } from '@slipway/words'
import { Problem, type Kind } from '../problem/problem.ts'
import type { Failure } from './failure.ts'

/** A problem whose words are in the catalogue: what the API gives as a member of a union, the CLI as a sentence. */
export const refuse = (kind: Kind, code: string, data: Failure['data'] = {}): Problem => {
  const { what, why, remedy } = words('en', code, data)
  return new Problem(code, kind, data, { what, ...(why !== undefined && { why }), remedy: remedy ?? '' })
}

/** The failure that a problem is, as ledgers keep it; an error that is none becomes run/Unexpected with its message. */
export const failureOf = (error: unknown): Failure =>
  error instanceof Problem
    ? { code: error.code, data: error.data as Failure['data'] }
    : { code: 'run/Unexpected', data: { message: error instanceof Error ? error.message : String(error) } }
