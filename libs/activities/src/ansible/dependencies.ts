import type { Database, Vault } from '@slipway/persistence'
import type { LaneProgress } from '@slipway/workflows'
import type { Attention } from './attention.ts'
import type { Reach, ReachedHost } from './inventory.ts'
import type { PlatformVariables } from './variables.ts'

export interface AnsibleDependencies {
  database: Database
  vault: Vault
  /** The folder under which every run has its own. */
  runs: string
  /** The folder of a tree of playbooks by its digest. */
  playbooks: (digest: string) => string
  /** Asked when a run starts. */
  platform: () => Promise<PlatformVariables>
  /** Tells an operation's workflow which targets have finished their lane. */
  signal: (operationId: string, progress: LaneProgress) => Promise<void>
  /** How hosts are reached; over SSH if it is left out. */
  reach?: (folder: string, hosts: readonly ReachedHost[]) => Reach
  /** What ends the activity; Temporal's if it is left out. */
  attention?: () => Attention
}
