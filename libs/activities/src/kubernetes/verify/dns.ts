import type { V1Deployment } from '@kubernetes/client-node'
import { refuse, type Problem } from '@slipway/domain'

/** What keeps CoreDNS from being ready as a whole, in its newest form; undefined: nothing. */
export const dnsProblem = (deployment: V1Deployment | undefined): Problem | undefined => {
  const wanted = deployment?.spec?.replicas ?? 1
  const status = deployment?.status
  const current = (status?.observedGeneration ?? -1) >= (deployment?.metadata?.generation ?? 0)
  const ready = current ? Math.min(status?.availableReplicas ?? 0, status?.updatedReplicas ?? 0) : 0
  return deployment && ready >= wanted ? undefined : refuse('failed', 'verify/DnsNotReady', { ready, wanted })
}
