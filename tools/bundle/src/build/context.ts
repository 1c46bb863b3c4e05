import type { Progress } from '@slipway/system'
import type { Store } from '../store/store.ts'

/** What every part of a build is given. */
export interface BuildContext {
  store: Store
  /** Outside git and shared by clones: what is here is not built or fetched again. */
  cacheFolder: string
  progress: Progress
  signal: AbortSignal
}
