import { GraphQLError } from 'graphql'
import type { ServerResponse } from 'node:http'
import { News } from './news.ts'

const user = { id: 'u', name: 'admin', admin: true }
const hosts = ['cp-1', 'worker-1', 'worker-2'].map((name, index) => ({
  id: name,
  name,
  address: `192.0.2.${index + 11}`,
  facts: null,
}))
const steps: [name: string, targets: string[]][] = [
  ['reach', ['cp-1', 'worker-1', 'worker-2']],
  ['prepare-host', ['cp-1', 'worker-1', 'worker-2']],
  ['init-control-plane', ['cp-1']],
  ['join-workers', ['worker-1', 'worker-2']],
  ['verify', ['cluster']],
]
const began = '2026-01-01T00:00:00Z'
const cluster = {
  id: 'c1',
  name: 'demo',
  state: 'CREATING',
  kubernetesVersion: '1.36.3',
  createdAt: began,
  deletedAt: null as string | null,
  apiServers: ['https://192.0.2.11:6443'],
  nodes: hosts.map((host, index) => ({ host, role: index === 0 ? 'CONTROL_PLANE' : 'WORKER' })),
  openOperation: { id: 'op1', verb: 'create' } as { id: string; verb: string } | null,
}

type Cell = Record<string, unknown> & { step: string; target: string; attempt: number }

/** What the stand-in shows: one cluster, one operation, and what a test makes happen to them. */
export class Stage {
  signedIn = false
  clusters: (typeof cluster)[] = [cluster]
  log: { step: string; task: string; text: string }[] = []
  readonly #cells: Cell[] = []
  readonly #events: { cursor: string; operation: unknown; cell: Cell | null }[] = []
  readonly #news = new News()
  readonly #operation = {
    ...{ id: 'op1', verb: 'create', state: 'RUNNING', requestedBy: 'admin', reason: 'a first cluster' },
    ...{ createdAt: began, endedAt: null as string | null, failure: null as unknown },
    cluster,
    plan: {
      expectedSeconds: 40,
      steps: steps.map(([name, targets]) => ({
        ...{ name, after: [], follows: null, expectedSeconds: 3 },
        targets: targets.map((id) => ({ id, name: id === 'cluster' ? 'demo' : id })),
      })),
    },
  }

  /** A step began or ended on a target; the second is said as a state and perhaps a failure. */
  happen(step: string, target: string, state: string, failure: unknown = null): void {
    const endedAt = state === 'RUNNING' ? null : '2026-01-01T00:00:07Z'
    const cell = { step, target, attempt: 1, state, beganAt: began, endedAt, failure }
    const at = this.#cells.findIndex((one) => one.step === step && one.target === target)
    this.#cells.splice(at < 0 ? this.#cells.length : at, at < 0 ? 0 : 1, cell)
    this.#push(cell)
  }

  end(state: string): void {
    Object.assign(this.#operation, { state, endedAt: '2026-01-01T00:01:00Z' })
    this.#push(null)
  }

  changeCluster(change: Partial<typeof cluster>): void {
    this.#news.tell('cluster', { clusterChanged: { ...cluster, ...change } })
  }

  #push(cell: Cell | null): void {
    this.#events.push({ cursor: String(this.#events.length + 1), operation: this.#operation, cell })
    this.#news.tell('event', undefined)
  }

  readonly query = {
    me: () => {
      if (this.signedIn) return user
      throw new GraphQLError('sign in first', { extensions: { code: 'UNAUTHENTICATED' } })
    },
    clusters: () => ({ nodes: this.clusters }),
    cluster: ({ id }: { id: string }) =>
      id === 'c1' ? { ...cluster, operations: { nodes: [this.#operation] } } : null,
    operations: () => ({ nodes: [this.#operation] }),
    operation: ({ id }: { id: string }) =>
      id === 'op1'
        ? { ...this.#operation, progress: this.#cells, cursor: String(this.#events.length) }
        : null,
  }

  readonly mutation = {
    login: ({ password }: { password: string }) => {
      this.signedIn = password === 'right'
      return this.signedIn
        ? { __typename: 'Session', user, expiresAt: began }
        : { __typename: 'Denied', code: 'access/LoginRefused', kind: 'FORBIDDEN', data: {}, message: 'no' }
    },
    logout: () => {
      this.signedIn = false
      return true
    },
  }

  readonly subscription = {
    clusterChanged: () => this.#news.follow('cluster'),
    operationChanged: () => this.#news.follow('operation'),
    operationEvents: ({ after }: { after?: string }) => this.#eventsAfter(Number(after ?? 0)),
  }

  async *#eventsAfter(cursor: number): AsyncGenerator {
    const woken = this.#news.follow('event')
    let sent = cursor
    for (;;) {
      for (; sent < this.#events.length; sent++) yield { operationEvents: this.#events[sent] }
      await woken.next()
    }
  }

  sendLog(step: string | null, lastEventId: string | string[] | undefined, response: ServerResponse): void {
    response.setHeader('content-type', 'text/event-stream')
    const lines = this.log.map((line, index) => ({
      ...line,
      seq: index + 1,
      at: began,
      target: 'x',
      stream: 'stdout',
    }))
    for (const line of lines)
      if (line.seq > Number(lastEventId ?? 0) && (step === null || line.step === step))
        response.write(`id: ${line.seq}\ndata: ${JSON.stringify(line)}\n\n`)
    response.end('event: end\ndata: {}\n\n')
  }
}
