import { everything, findAccess, findCluster, markAccessRevoked } from '@slipway/persistence'
import type { ActivityDeps } from '../deps.ts'
import { askFor } from '../kubernetes/api/ask.ts'
import { openCluster } from '../kubernetes/api/open.ts'
import { objectNameOf } from './names.ts'

/** Removes the binding and marks the access. Repeatable; one that is gone with its cluster needs nothing. */
export const revokeAccess = async (
  deps: ActivityDeps,
  accessId: string,
  signal: AbortSignal,
): Promise<void> => {
  const em = deps.database.fork(everything)
  const access = await findAccess(em, accessId)
  const cluster = access && (await findCluster(em, access.cluster))
  if (!cluster || cluster.deletedAt) return
  const api = await openCluster(deps, cluster)
  const name = objectNameOf(accessId)
  await askFor(api, 'remove the binding of an access', () => api.access.deleteClusterRoleBinding({ name }), {
    signal,
  })
  await markAccessRevoked(em, accessId)
}
