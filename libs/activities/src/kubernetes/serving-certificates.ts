import type { V1CertificateSigningRequest } from '@kubernetes/client-node'
import { refuse } from '@slipway/domain'
import type { Action, Work } from '../lane/work.ts'
import { observe } from './api/observe.ts'
import { openCluster, type ClusterApi } from './api/open.ts'
import { decide, isDecided, isIssued } from './certificates/decide.ts'
import { judge, servingSigner, type Verdict } from './certificates/judge.ts'
import { servesByAuthority } from './certificates/serves.ts'
import { deadline } from './deadline.ts'
import { nodesOf } from './variables.ts'

const path = '/apis/certificates.k8s.io/v1/certificatesigningrequests'
const selection = { fieldSelector: `spec.signerName=${servingSigner}` }
/** From the last node that got one: joins beside may take their time. */
const patienceSeconds = 300

/**
 * Lets the cluster's CA certify every kubelet of the plan for serving, each for its own name and address alone, as
 * they ask for it. Done when each has its certificate.
 */
export const servingCertificates: Action = async (work) => {
  const { deps, plan, say, signal } = work
  const api = await openCluster(deps, plan.cluster)
  const round = new Round(work, api)
  const time = deadline(signal, patienceSeconds)
  // one that was certified long ago: its request is gone by now
  const already = Promise.all(
    [...nodesOf(plan)].map(async ([node, address]) => {
      if (await servesByAuthority(address, api.authority)) round.has(node)
    }),
  ).then(() => {
    if (round.missing.size === 0) time.abort()
  })
  try {
    for await (const requests of observe<V1CertificateSigningRequest>(api, path, selection, time.signal)) {
      if (await round.look([...requests.values()], time.signal)) time.renew()
      if (round.missing.size === 0) break
    }
  } catch (error) {
    signal.throwIfAborted()
    if (round.missing.size > 0) throw time.isOver() ? round.failure() : error
  } finally {
    time.abort()
    await already
  }
  say('every node has its serving certificate')
  return { outcome: round.approved ? 'changed' : 'same' }
}

class Round {
  readonly missing: Set<string>
  approved = false
  private readonly judged = new Map<string, string>()
  private readonly nodes: ReadonlyMap<string, string>
  private readonly work: Work
  private readonly api: ClusterApi

  constructor(work: Work, api: ClusterApi) {
    this.work = work
    this.api = api
    this.nodes = nodesOf(work.plan)
    this.missing = new Set(this.nodes.keys())
  }

  /** Whether a node got its certificate. */
  async look(requests: readonly V1CertificateSigningRequest[], signal: AbortSignal): Promise<boolean> {
    const before = this.missing.size
    await Promise.all(requests.map((request) => this.one(request, signal)))
    return this.missing.size < before
  }

  has(node: string): void {
    this.missing.delete(node)
  }

  failure(): Error {
    const nodes = [...this.missing]
    const requests = [...this.judged.values()]
    return refuse('failed', 'verify/CertificateMissing', {
      nodes,
      requests: requests.length > 0 ? requests : ['none'],
    })
  }

  private async one(request: V1CertificateSigningRequest, signal: AbortSignal): Promise<void> {
    const { uid = '', name = '' } = request.metadata ?? {}
    const verdict = judge(request, this.nodes)
    if (isDecided(request)) {
      if (verdict.verdict === 'approve' && isIssued(request)) this.has(verdict.node)
      return
    }
    if (this.judged.has(uid)) return
    const text = inWords(name, verdict)
    this.judged.set(uid, text)
    this.work.say(text)
    if (verdict.verdict === 'ignore') return
    const type = verdict.verdict === 'approve' ? 'Approved' : 'Denied'
    await decide(this.api, request, { type, message: text }, { signal })
    this.approved ||= type === 'Approved'
  }
}

const inWords = (name: string, verdict: Verdict): string => {
  if (verdict.verdict === 'approve') return `approved ${name} of the node ${verdict.node}`
  return verdict.verdict === 'deny'
    ? `denied ${name} of the node ${verdict.node}: ${verdict.reason}`
    : `left ${name} alone: ${verdict.reason}`
}
