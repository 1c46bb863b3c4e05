import type { Action } from '../lane/work.ts'
import { openCluster } from './api/open.ts'
import { probeFor } from './probe/for.ts'
import { placeProbe } from './probe/place.ts'

/** Places the pods by which the cluster is later verified, so that they start with the nodes; it waits for nothing. */
export const placeProbes: Action = async (work) => {
  const api = await openCluster(work.deps, work.plan.cluster)
  const placed = await placeProbe(api, await probeFor(work), work.signal)
  work.say(placed ? 'a pod for each node is placed' : 'a pod for each node was placed already')
  return { outcome: placed ? 'changed' : 'same' }
}
