import { everything, forgetCluster as forget } from '@slipway/persistence'
import type { Action } from '../lane/work.ts'

/** The last of a deletion: hosts are free again, secrets and accesses are gone; the history stays. */
export const forgetCluster: Action = async ({ deps, plan, say }) => {
  await forget(deps.database.fork(everything), plan.cluster.id)
  say(`the cluster ${plan.cluster.name} is no more; its hosts are free`)
  return { outcome: 'changed' }
}
