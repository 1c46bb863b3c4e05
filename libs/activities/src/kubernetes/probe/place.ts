import type { ClusterApi } from '../api/open.ts'
import { apply } from '../objects/apply.ts'
import { daemonSet, type Probe } from './objects.ts'

/** Places the probe's pods, or finds them placed. Whether it placed anything. */
export const placeProbe = (api: ClusterApi, probe: Probe, signal: AbortSignal): Promise<boolean> =>
  apply(api, daemonSet(probe), { signal })
