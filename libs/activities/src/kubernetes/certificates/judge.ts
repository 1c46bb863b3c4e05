import type { V1CertificateSigningRequest } from '@kubernetes/client-node'
import { readRequest, type Asked } from './request.ts'

export const servingSigner = 'kubernetes.io/kubelet-serving'

export type Verdict =
  | { verdict: 'approve'; node: string }
  | { verdict: 'deny'; node: string; reason: string }
  /** Not ours to decide. */
  | { verdict: 'ignore'; reason: string }

const [userPrefix, group] = ['system:node:', 'system:nodes']
const usagesAllowed = ['digital signature', 'key encipherment', 'server auth']

/**
 * Whether a kubelet may have the serving certificate that it asks for. `nodes` is name → address. A node of the plan
 * gets one for its own name and its own address, asked by itself, for serving alone.
 */
export const judge = (request: V1CertificateSigningRequest, nodes: ReadonlyMap<string, string>): Verdict => {
  const { username = '', groups = [], signerName, usages = [], request: encoded } = request.spec
  const node = username.startsWith(userPrefix) ? username.slice(userPrefix.length) : undefined
  if (signerName !== servingSigner) return { verdict: 'ignore', reason: `it is for the signer ${signerName}` }
  if (node === undefined) return { verdict: 'ignore', reason: `${username} is no node` }
  const address = nodes.get(node)
  if (address === undefined) return { verdict: 'ignore', reason: `the node ${node} is not of this plan` }
  const asked = readRequest(Buffer.from(encoded, 'base64').toString())
  const reason =
    objectionToRequester(groups, usages) ?? (asked ? objection(asked, node, address) : 'it cannot be read')
  return reason === undefined ? { verdict: 'approve', node } : { verdict: 'deny', node, reason }
}

const objectionToRequester = (groups: readonly string[], usages: readonly string[]): string | undefined => {
  if (!groups.includes(group)) return `who asks is not of the group ${group}`
  if (!usages.includes('server auth')) return 'it is not for serving'
  const further = usages.filter((usage) => !usagesAllowed.includes(usage))
  return further.length > 0 ? `it is also for ${further.join(', ')}` : undefined
}

const objection = (asked: Asked, node: string, address: string): string | undefined => {
  const { names, groups, others, dns, addresses, otherNames } = asked
  if (names.length !== 1 || names[0] !== `${userPrefix}${node}`)
    return `it is for the subject ${names.join(', ') || 'nobody'}`
  if (groups.length !== 1 || groups[0] !== group) return `it is for the group ${groups.join(', ') || 'none'}`
  if (others.length > 0) return `its subject has ${others.join(', ')}`
  const foreign = [
    ...dns.filter((name) => name !== node),
    ...addresses.filter((one) => one !== address),
    ...otherNames,
  ]
  if (foreign.length > 0) return `it names ${foreign.join(', ')}`
  return dns.length + addresses.length === 0 ? 'it names nothing' : undefined
}
