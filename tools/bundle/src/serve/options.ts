import type { Progress } from '@slipway/system'
import type { Store } from '../store/store.ts'
import type { Trust } from '../verify/verify.ts'
import type { Listen } from './listen/options.ts'

export interface ServeOptions {
  store: Store
  trust: Trust
  /** Kubernetes versions; all that the store holds if not given. */
  versions?: readonly string[]
  /** The platform's data folder: `ca/` and `serve/` are made in it. */
  dataFolder: string
  listen: Listen
  progress: Progress
  /** Ends the serving as `close` does. */
  signal: AbortSignal
  /** The clock that certificates go by. */
  now?: () => Date
}

export interface Serving {
  /** On the first address, without a slash at the end. */
  filesUrl: string
  registryUrl: string
  /** The certificate that clients are to trust. */
  caPath: string
  /** Settles when nothing is served any more; rejects with the problem if nobody asked for that. */
  ended: Promise<void>
  /** Issues a new server certificate where the present one is near its end. Done by itself twice a day. */
  renewCertificate(): Promise<void>
  close(): Promise<void>
}
