import type { Role } from '@slipway/domain'
import type { HostForPlan } from '../host.ts'

/** All that planning a cluster's end looks at. */
export interface DeleteInput {
  cluster: { id: string; name: string }
  members: readonly (HostForPlan & { role: Role })[]
  /** Whether OS packages that Slipway installed go too; packages that were there before never do. */
  removePackages: boolean
  /** The digest of the tree of playbooks and roles. */
  playbooks: string
  /** Ends the operation that holds the cluster, and takes its place. */
  takesOver: boolean
}
