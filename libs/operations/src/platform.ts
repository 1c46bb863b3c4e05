import type { BundleManifest } from '@slipway/domain'
import type { Database, Scope } from '@slipway/persistence'
import type { Client } from '@temporalio/client'
import type { Planners } from './plan/planners.ts'

/** The bundles that the platform has, wherever they are kept. */
export interface Bundles {
  versions(): Promise<string[]>
  /** `digest`: sha256 of the manifest's bytes. */
  find(version: string): Promise<{ manifest: BundleManifest; digest: string } | undefined>
}

/** What use cases stand on. */
export interface Platform {
  database: Database
  temporal: Client
  bundles: Bundles
  /** The data folder; pinned playbooks are below it. */
  data: string
  /** The tree of playbooks and roles of this release. */
  playbooks: string
  /** Called with why a workflow could not be started at once; the sweep starts it. */
  onUnstarted?: (error: unknown) => void
  /** In place of this release's plans: for tests. */
  planners?: Planners
}

/** Who asks. */
export interface Actor {
  name: string
  scope: Scope
}
