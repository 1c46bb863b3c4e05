import type { Finding } from '@slipway/domain'
import type { CreateInput } from './contract.ts'
import { clusterFindings } from './preflight/cluster.ts'
import { doubleFindings } from './preflight/doubles.ts'
import { hostFindings } from './preflight/host.ts'
import { networkFindings } from './preflight/networks.ts'

/** Everything that stands in the way of a new cluster, at once, blockers first. */
export const createFindings = (input: CreateInput): Finding[] => {
  const found = [
    ...clusterFindings(input),
    ...networkFindings(input),
    ...doubleFindings(input),
    ...input.hosts.flatMap((host) => hostFindings(host, input)),
  ]
  const of = (severity: Finding['severity']) => found.filter((finding) => finding.severity === severity)
  return [...of('blocker'), ...of('warning')]
}
