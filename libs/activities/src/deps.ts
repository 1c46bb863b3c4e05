import type { BundleManifest, Plan } from '@slipway/domain'
import type { Database, Vault } from '@slipway/persistence'

/** What a plan pins of a bundle: its Kubernetes version, and its manifest's sha256. */
export type BundlePin = NonNullable<Plan['pins']['bundle']>

/** Where files of bundles come from. */
export interface BundleSource {
  /** Throws `verify/BundleMissing` where this very manifest is not to be had. */
  manifest(pin: BundlePin): Promise<BundleManifest>
  /** A file of data as text, checked by its hash. Throws `verify/ManifestMissing`. */
  file(pin: BundlePin, name: string): Promise<string>
}

/** What activities work with. */
export interface ActivityDeps {
  database: Database
  vault: Vault
  bundles: BundleSource
}
