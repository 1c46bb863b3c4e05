import type { V1Pod } from '@kubernetes/client-node'
import { refuse, type Problem } from '@slipway/domain'
import { setTimeout as pause } from 'node:timers/promises'
import { observe } from '../api/observe.ts'
import type { ClusterApi } from '../api/open.ts'
import { reasonOf } from '../api/problem.ts'
import type { Deadline } from '../deadline.ts'
import { probeLabel, probeNamespace, type Probe } from './objects.ts'
import { placeProbe } from './place.ts'
import { awaitReached, readAnswer } from './talk.ts'

export interface Probing {
  probe: Probe
  /** Names of the nodes that each must run a pod that reaches the API. */
  nodes: readonly string[]
  /** Kubernetes' version, which the API must answer with. */
  version: string
  time: Deadline
  /** Called for each node that is proven. */
  onNode: (node: string) => void
}

const talksAtOnce = 20

/** Proves by use, on each node, that names, services, logs and programs in pods work. */
export const runProbe = async (api: ClusterApi, probing: Probing): Promise<void> => {
  const { signal } = probing.time
  await placeProbe(api, probing.probe, signal)
  const talks = new Talks(api, probing)
  const path = `/api/v1/namespaces/${probeNamespace}/pods`
  try {
    for await (const pods of observe<V1Pod>(api, path, { labelSelector: probeLabel }, talks.signal))
      talks.see([...pods.values()])
  } catch (error) {
    if (!talks.done()) throw probing.time.isOver() ? talks.problem() : error
  }
}

/** One talk with each pod, as soon as it runs. */
class Talks {
  readonly signal: AbortSignal
  private readonly all = new AbortController()
  private readonly missing: Set<string>
  private readonly begun = new Set<string>()
  private readonly waiting: (() => void)[] = []
  private talking = 0
  /** Node → what the last try said, and whether the pod had reached the API by then. */
  private readonly said = new Map<string, { reached: boolean; text: string }>()
  private readonly api: ClusterApi
  private readonly probing: Probing

  constructor(api: ClusterApi, probing: Probing) {
    this.api = api
    this.probing = probing
    this.missing = new Set(probing.nodes)
    this.signal = AbortSignal.any([probing.time.signal, this.all.signal])
  }

  done(): boolean {
    return this.missing.size === 0
  }

  see(pods: readonly V1Pod[]): void {
    for (const { metadata, spec, status } of pods) {
      const [pod, node] = [metadata?.name ?? '', spec?.nodeName ?? '']
      if (!this.missing.has(node)) continue
      if (status?.phase !== 'Running') this.said.set(node, { reached: false, text: whyNotRunning(status) })
      else if (!this.begun.has(pod)) {
        this.begun.add(pod)
        void this.talk(pod, node)
      }
    }
  }

  problem(): Problem {
    const of = (reached: boolean): string[] =>
      [...this.missing].filter((node) => (this.said.get(node)?.reached ?? false) === reached)
    const output = (nodes: string[]): string[] =>
      nodes.map((node) => `${node}: ${this.said.get(node)?.text || 'nothing'}`)
    const unreached = of(false)
    if (unreached.length > 0)
      return refuse('failed', 'verify/ProbeFailed', { nodes: unreached, output: output(unreached) })
    const mute = of(true)
    return refuse('failed', 'verify/ExecFailed', { nodes: mute, output: output(mute) })
  }

  private async talk(pod: string, node: string): Promise<void> {
    await this.turn()
    try {
      while (!this.signal.aborted && !(await this.proves(pod, node)))
        await pause(300, undefined, { signal: this.signal })
    } catch {
      // the pause was broken off: it is over for all
    } finally {
      this.talking -= 1
      this.waiting.shift()?.()
    }
  }

  private async proves(pod: string, node: string): Promise<boolean> {
    let reached = this.said.get(node)?.reached ?? false
    try {
      await awaitReached(this.api, pod, this.signal)
      reached = true
      const answer = await readAnswer(this.api, pod)
      if (!answer.includes(`"v${this.probing.version}"`)) throw new Error(`the API answered ${answer.trim()}`)
    } catch (error) {
      this.said.set(node, { reached, text: reasonOf(error) })
      return false
    }
    this.missing.delete(node)
    this.probing.onNode(node)
    this.probing.time.renew()
    if (this.done()) this.all.abort()
    return true
  }

  private async turn(): Promise<void> {
    if (this.talking >= talksAtOnce) await new Promise<void>((resolve) => this.waiting.push(resolve))
    this.talking += 1
  }
}

const whyNotRunning = (status: V1Pod['status']): string => {
  const waiting = status?.containerStatuses?.[0]?.state?.waiting
  const condition = status?.conditions?.find(({ status: state, message }) => state === 'False' && message)
  return (
    waiting?.message ?? waiting?.reason ?? condition?.message ?? `its pod is ${status?.phase ?? 'not there'}`
  )
}
