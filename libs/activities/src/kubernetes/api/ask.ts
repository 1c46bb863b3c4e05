import { setTimeout as pause } from 'node:timers/promises'
import type { ClusterApi } from './open.ts'
import { clusterProblem, statusOf } from './problem.ts'

export interface Patience {
  signal: AbortSignal
  /** How long an API that does not answer, or is busy, is asked again. */
  seconds?: number
}

const [firstPause, longestPause] = [100, 2000]

/**
 * Makes a request, again while the API is out of reach or busy, and for a while after it has started, when it may
 * still forbid what it later allows. Throws `verify/ClusterUnreachable` or `verify/ClusterRefused`.
 */
export const ask = async <Answer>(
  api: ClusterApi,
  purpose: string,
  request: () => Promise<Answer>,
  { signal, seconds = 60 }: Patience,
): Promise<Answer> => {
  const began = performance.now()
  for (let wait = firstPause; ; wait = Math.min(wait * 2, longestPause)) {
    signal.throwIfAborted()
    try {
      return await request()
    } catch (error) {
      const passed = (performance.now() - began) / 1000
      if (passed > patienceWith(statusOf(error), seconds)) throw clusterProblem(api, purpose, error)
      await pause(wait, undefined, { signal })
    }
  }
}

/** As `ask`, and undefined where there is no such thing. */
export const askFor = async <Answer>(
  api: ClusterApi,
  purpose: string,
  request: () => Promise<Answer>,
  patience: Patience,
): Promise<Answer | undefined> =>
  ask(
    api,
    purpose,
    async () => {
      try {
        return await request()
      } catch (error) {
        if (statusOf(error) === 404) return undefined
        throw error
      }
    },
    patience,
  )

/** Seconds. An API server forbids for some seconds after its start, while it has not yet read its roles. */
const patienceWith = (status: number | undefined, seconds: number): number => {
  if (status === undefined || status === 429 || status >= 500) return seconds
  return status === 401 || status === 403 ? Math.min(seconds, 15) : -1
}
