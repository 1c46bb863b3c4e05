import type { Finding, Plan } from '@slipway/domain'

/** What planning gives: the plan whose hash is approved, and what preflight found, all at once. */
export interface Planned {
  plan: Plan
  findings: Finding[]
}
