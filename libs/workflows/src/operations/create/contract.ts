import type { BundleManifest, ClusterSpec } from '@slipway/domain'
import type { HostForPlan } from '../host.ts'

/** All that planning a cluster looks at. */
export interface CreateInput {
  /** The cluster's record: its id is given before anything of it stands. */
  cluster: { id: string; name: string }
  spec: ClusterSpec
  /** Every host that the spec names. */
  hosts: readonly HostForPlan[]
  bundle: { manifest: BundleManifest; digest: string }
  /** The digest of the tree of playbooks and roles. */
  playbooks: string
}
