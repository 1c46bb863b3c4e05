import type { V1Node } from '@kubernetes/client-node'
import { refuse, type Problem } from '@slipway/domain'
import type { Objects } from '../api/observe.ts'

/** What keeps the nodes from being as they should. */
export interface NodesSeen {
  missing: string[]
  /** Node → what it says. */
  notReady: Map<string, string>
  wrongVersion: string[]
  ready: number
}

/** `wanted` are names of nodes, `version` is without the v. */
export const seeNodes = (nodes: Objects<V1Node>, wanted: readonly string[], version: string): NodesSeen => {
  const seen: NodesSeen = { missing: [], notReady: new Map(), wrongVersion: [], ready: 0 }
  for (const name of wanted) {
    const node = nodes.get(name)
    if (!node) seen.missing.push(name)
    else if (node.status?.nodeInfo?.kubeletVersion !== `v${version}`) seen.wrongVersion.push(name)
    else {
      const condition = node.status.conditions?.find(({ type }) => type === 'Ready')
      if (condition?.status === 'True') seen.ready += 1
      else seen.notReady.set(name, condition?.message ?? 'nothing yet')
    }
  }
  return seen
}

export const nodesProblem = (seen: NodesSeen, version: string): Problem | undefined => {
  if (seen.missing.length > 0) return refuse('failed', 'verify/NodesMissing', { nodes: seen.missing })
  if (seen.wrongVersion.length > 0)
    return refuse('failed', 'verify/WrongVersion', { expected: version, nodes: seen.wrongVersion })
  if (seen.notReady.size === 0) return undefined
  const reasons = [...seen.notReady].map(([node, reason]) => `${node}: ${reason}`)
  return refuse('failed', 'verify/NodesNotReady', { nodes: [...seen.notReady.keys()], reasons })
}
