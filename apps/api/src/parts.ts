import type { Database, Vault } from '@slipway/persistence'
import type { Changes } from './live/changes.ts'
import type { Operations } from './operations/port.ts'
import type { Bundles } from './platform/bundles.ts'
import type { SessionEnds } from './sessions/ended.ts'

/** What the API is made of, beside its own code. It can seal secrets and has nothing that opens them. */
export interface Parts {
  database: Database
  vault: Pick<Vault, 'seal'>
  operations: Operations
  bundles: Bundles
  changes: Changes
  sessionEnds: SessionEnds
  settings: ApiSettings
}

export interface ApiSettings {
  /** Absent: the API listens without TLS, on loopback. */
  tls?: { certificate: Buffer; key: Buffer }
  /** How browsers reach the API where a proxy stands before it. */
  publicUrl?: string
  /** Temporal's own UI. */
  temporalUi?: string
  /** Of the built dashboard. */
  dashboard: string
  /** Where the first admin's password is kept until it is changed. */
  firstPassword: string
  version: string
}

export const PARTS = Symbol('parts')
