import type { HostFacts } from '@slipway/domain'

/** A host as planning sees it. */
export interface HostForPlan {
  id: string
  name: string
  address: string
  /** Null: it was never seen. */
  facts: HostFacts | null
  /** Seconds since the facts were gathered; of no meaning without facts. Chooses findings only, never steps. */
  factsAgeSeconds: number
  /** The cluster that it is a member of. */
  cluster: { id: string; name: string } | null
  /** The id of the operation that holds a claim on it. */
  openOperation: string | null
}
