import { heartbeat, Context } from '@temporalio/activity'
import type { Client } from '@temporalio/client'
import type { Failure, Plan, StepResult } from '@slipway/domain'
import { laneProgressSignal, workflowIdOf, type EngineActivities, type Lane } from '../contract.ts'
import { progressOf } from '../progress-of.ts'

/** What a target does in a step: nothing means that it changes something; a failure that it fails with it. */
export type Act = (step: string, target: string, attempt: number) => Promise<Failure | void> | Failure | void

export interface World {
  activities: EngineActivities
  /** `begin step target` and `end step target` in the order in which they came, targets by their hosts' names. */
  events: string[]
  lanes: Lane[]
  closed: Parameters<EngineActivities['closeOperation']>[0][]
  /** Resolves once this event has come. */
  seen(event: string): Promise<void>
}

/** Hosts and a ledger that live in memory in place of the real: the ledger outlives workers and servers. */
export const makeWorld = (plan: Plan, act: Act = () => undefined, client?: () => Client): World => {
  const finished = new Map<string, Set<string>>()
  const attempts = new Map<string, number>()
  const events: string[] = []
  const waiting = new Set<() => void>()
  const world: Pick<World, 'lanes' | 'closed'> = { lanes: [], closed: [] }
  const nameOf = (target: string): string => plan.hosts[target]?.name ?? target
  const tell = (event: string): void => {
    events.push(event)
    for (const look of waiting) look()
  }
  const seen = (event: string): Promise<void> =>
    new Promise((resolve) => {
      const look = (): void => {
        if (!events.includes(event)) return
        waiting.delete(look)
        resolve()
      }
      waiting.add(look)
      look()
    })
  const pair = async (step: string, target: string, stop: Promise<never>): Promise<StepResult> => {
    const known = finished.get(step) ?? new Set()
    finished.set(step, known)
    if (known.has(target)) return { step, target, outcome: 'same' }
    const attempt = (attempts.get(`${step} ${target}`) ?? 0) + 1
    attempts.set(`${step} ${target}`, attempt)
    tell(`begin ${step} ${nameOf(target)}`)
    const failure = await Promise.race([act(step, nameOf(target), attempt), stop])
    tell(`end ${step} ${nameOf(target)}`)
    if (failure) return { step, target, outcome: 'failed', failure }
    known.add(target)
    return { step, target, outcome: 'changed' }
  }
  const walk = async (lane: Lane, target: string, stop: Promise<never>): Promise<StepResult[]> => {
    const results: StepResult[] = []
    for (const step of lane.steps) {
      const result = await pair(step, target, stop)
      results.push(result)
      if (result.outcome === 'failed') return results
    }
    const last = results.at(-1)
    if (last && client && lane.targets.length > 1)
      await client()
        .workflow.getHandle(workflowIdOf(lane.operationId))
        .signal(laneProgressSignal, { results: [last] })
    return results
  }
  const run = async (lane: Lane): Promise<StepResult[]> => {
    world.lanes.push(lane)
    const beat = setInterval(heartbeat, 500)
    const stop = Context.current().cancelled
    stop.catch(() => tell(`cancelled ${lane.steps.join('>')}`))
    try {
      return (await Promise.all(lane.targets.map((target) => walk(lane, target, stop)))).flat()
    } finally {
      clearInterval(beat)
    }
  }
  return {
    ...world,
    events,
    seen,
    activities: {
      openOperation: async () =>
        progressOf(plan, Object.fromEntries([...finished].map(([step, targets]) => [step, [...targets]]))),
      closeOperation: async (end) => {
        world.closed.push(end)
      },
      ansible: run,
      kubernetes: run,
      platform: run,
    },
  }
}
