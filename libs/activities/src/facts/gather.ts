import { Problem, failureOf } from '@slipway/domain'
import { everything, findHost, recordFacts, recordHostKey } from '@slipway/persistence'
import type { ActivityDeps } from '../deps.ts'
import { loginTo } from '../ssh/login-of.ts'
import { keyChanged } from '../ssh/problem.ts'
import { fingerprintOf } from '../ssh/host-key.ts'
import { lookAt } from './look.ts'

/**
 * Looks at a host and records what was seen, or why nothing was: a host's own failing is a result. A host that is
 * gone is nobody's concern. The key of a host that was never seen is recorded together with its first facts.
 */
export const gatherFacts = async (
  deps: ActivityDeps,
  hostId: string,
  signal?: AbortSignal,
): Promise<void> => {
  const host = await findHost(deps.database.fork(everything), hostId)
  if (!host) return
  try {
    const { facts, hostKey } = await lookAt(await loginTo(deps, host), signal)
    await deps.database.transaction(async (em) => {
      const recorded = await recordHostKey(em, hostId, hostKey)
      if (recorded !== hostKey) throw keyChanged(host.name, recorded, fingerprintOf(hostKey))
      await recordFacts(em, hostId, { facts, at: new Date() })
    })
  } catch (error) {
    if (!(error instanceof Problem)) throw error
    await recordFacts(deps.database.fork(everything), hostId, { failure: failureOf(error) })
  }
}
