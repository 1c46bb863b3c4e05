import { ApiException } from '@kubernetes/client-node'
import { Problem, refuse } from '@slipway/domain'
import type { ClusterApi } from './open.ts'

/** The status of an answer that refused something; undefined where there was no answer. */
export const statusOf = (error: unknown): number | undefined => {
  if (error instanceof ApiException) return error.code
  const { statusCode } = error as { statusCode?: unknown }
  return typeof statusCode === 'number' ? statusCode : undefined
}

/** What the API said, in its own words. */
export const reasonOf = (error: unknown): string => {
  const body = bodyOf(error)
  if (body !== undefined) return body
  const { message, cause } = error as { message?: unknown; cause?: { code?: unknown; message?: unknown } }
  const reason = cause?.code ?? cause?.message ?? message
  return typeof reason === 'string' ? reason : String(error)
}

const bodyOf = (error: unknown): string | undefined => {
  if (!(error instanceof ApiException)) return undefined
  const body: unknown = error.body
  try {
    const { message } = (typeof body === 'string' ? JSON.parse(body) : body) as { message?: unknown }
    if (typeof message === 'string') return message
  } catch {
    // not JSON: the text itself is the reason
  }
  return typeof body === 'string' && body !== '' ? body : `status ${error.code}`
}

/** The problem behind a request that was made for `purpose`, as in "apply DaemonSet kube-flannel-ds". */
export const clusterProblem = (
  { name, server }: Pick<ClusterApi, 'name' | 'server'>,
  purpose: string,
  error: unknown,
): Error => {
  if (error instanceof Problem) return error
  if (error instanceof Error && error.name === 'AbortError') return error
  const reason = reasonOf(error)
  return statusOf(error) === undefined
    ? refuse('unavailable', 'verify/ClusterUnreachable', { cluster: name, server, reason })
    : refuse('failed', 'verify/ClusterRefused', { cluster: name, request: purpose, reason })
}
