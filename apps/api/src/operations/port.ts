import {
  planOperation,
  requestAccess,
  requestFacts,
  revokeAccess,
  startOperation,
  type Actor,
  type Platform,
  type PlanRequest,
  type StartRequest,
} from '@slipway/operations'
import type { AccessRequest } from '@slipway/workflows'

/** The use cases that the API calls. */
export interface Operations {
  /** Plans an operation and stores the plan; gives its hash. */
  plan(asked: { request: PlanRequest; actor: Actor }): Promise<{ hash: string }>
  /** Starts what was planned; gives the operation's id. */
  start(asked: StartRequest): Promise<{ id: string }>
  /** Asks for the facts of hosts; they come into their rows. */
  requestFacts(asked: { hosts: readonly string[]; actor: Actor }): Promise<void>
  /** Has a cluster sign a request, and gives both certificates, PEM. */
  requestAccess(request: AccessRequest): Promise<{ certificate: string; authority: string }>
  revokeAccess(access: string): Promise<void>
}

export const operationsOf = (platform: Platform): Operations => ({
  plan: (asked) => planOperation(platform, asked),
  start: (asked) => startOperation(platform, asked),
  requestFacts: (asked) => requestFacts(platform, asked),
  requestAccess: (request) => requestAccess(platform, request),
  revokeAccess: (access) => revokeAccess(platform, access),
})
