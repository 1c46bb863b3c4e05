import type { V1Deployment, V1Node } from '@kubernetes/client-node'
import { Problem } from '@slipway/domain'
import type { Action, Work } from '../lane/work.ts'
import { observe, until } from './api/observe.ts'
import { openCluster, type ClusterApi } from './api/open.ts'
import { deadline, type Deadline } from './deadline.ts'
import { probeFor } from './probe/for.ts'
import { removeProbe } from './probe/remove.ts'
import { runProbe } from './probe/run.ts'
import { nodesOf, variablesOf } from './variables.ts'
import { dnsProblem } from './verify/dns.ts'
import { nodesProblem, seeNodes } from './verify/nodes.ts'

/** From the last node that came further. */
const patienceSeconds = 300
const removalSeconds = 60

/**
 * Shows by the API and by use that the cluster works: all nodes Ready and of the right version, CoreDNS ready, and on
 * every node a pod that reaches the API by its service's name, whose log can be read and in which a program can be
 * run. Pods that an earlier step or try has placed serve as well. All are watched at once. Nothing of it stays.
 */
export const verifyCluster: Action = async (work) => {
  const { deps, plan, say, signal } = work
  const api = await openCluster(deps, plan.cluster)
  const time = deadline(signal, patienceSeconds)
  const nodes = [...nodesOf(plan).keys()]
  const { version } = variablesOf(plan).bundle
  const probe = await probeFor(work)
  const onNode = (node: string): void => say(`${node}: a pod reaches the API by its name; log and exec work`)
  await allOf(time, [
    nodesReady(api, work, time),
    dnsReady(api, work, time),
    runProbe(api, { probe, nodes, version, time, onNode }).finally(() =>
      removeProbe(api, signal.aborted ? AbortSignal.timeout(removalSeconds * 1000) : signal),
    ),
  ])
  say(`${nodes.length} of ${nodes.length} nodes are Ready`)
  return { outcome: 'same' }
}

const nodesReady = async (api: ClusterApi, { plan, say }: Work, time: Deadline): Promise<void> => {
  const wanted = [...nodesOf(plan).keys()]
  const { version } = variablesOf(plan).bundle
  let seen = seeNodes(new Map(), wanted, version)
  const look = (now: typeof seen): true | undefined => {
    if (now.ready > seen.ready) time.renew()
    seen = now
    return nodesProblem(now, version) ? undefined : true
  }
  await orProblem(
    time,
    () => nodesProblem(seen, version),
    async () => {
      const states = observe<V1Node>(api, '/api/v1/nodes', {}, time.signal)
      await until(states, (nodes) => look(seeNodes(nodes, wanted, version)))
    },
  )
  say('all nodes are Ready')
}

const dnsReady = async (api: ClusterApi, { say }: Work, time: Deadline): Promise<void> => {
  let problem = dnsProblem(undefined)
  await orProblem(
    time,
    () => problem,
    async () => {
      const path = '/apis/apps/v1/namespaces/kube-system/deployments'
      const states = observe<V1Deployment>(api, path, { fieldSelector: 'metadata.name=coredns' }, time.signal)
      await until(states, (deployments) => {
        problem = dnsProblem(deployments.get('kube-system/coredns'))
        return problem ? undefined : true
      })
    },
  )
  say('CoreDNS is ready')
}

/** Once the time is over, what was seen last says why. */
const orProblem = async (
  time: Deadline,
  problem: () => Problem | undefined,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work()
  } catch (error) {
    throw (time.isOver() ? problem() : undefined) ?? error
  }
}

/** Ends the others when one fails, waits for them, and throws the failure that says most. */
const allOf = async (time: Deadline, checks: readonly Promise<void>[]): Promise<void> => {
  for (const check of checks) check.catch(() => time.abort())
  const results = await Promise.allSettled(checks)
  time.abort()
  const reasons = results.flatMap((result) =>
    result.status === 'rejected' ? [result.reason as unknown] : [],
  )
  if (reasons.length > 0) throw reasons.find((reason) => reason instanceof Problem) ?? reasons[0]
}
