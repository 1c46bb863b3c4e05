import { everything, recordCluster as record } from '@slipway/persistence'
import { apiServersOf, variablesOf } from '../kubernetes/variables.ts'
import type { Action } from '../lane/work.ts'

/** Writes down where people reach the cluster's API. */
export const recordCluster: Action = async ({ deps, plan, say }) => {
  const apiServers = apiServersOf(variablesOf(plan))
  await record(deps.database.fork(everything), plan.cluster.id, { apiServers })
  say(`the API is at ${apiServers.join(', ')}`)
  return { outcome: 'changed' }
}
