import type { Plan, StepResult } from '@slipway/domain'
import { laneProgressSignal, workflowIdOf, type EngineActivities, type Lane } from '@slipway/workflows'
import { makeWorld } from '@slipway/workflows/testing'
import { heartbeat } from '@temporalio/activity'
import type { Client } from '@temporalio/client'
import type { Telling } from './options.ts'

export interface BenchOperation {
  activities: EngineActivities
  /** `begin step target` and `end step target`, as they came. */
  events: readonly string[]
  /** That the engine made. */
  lanes: readonly Lane[]
}

/** An operation whose hosts do everything at once and whose ledger is in memory; interrupted, it tells nobody more. */
export const makeOperation = (
  plan: Plan,
  telling: Telling,
  client: Client,
  signal: AbortSignal,
): BenchOperation => {
  const { activities, events } = makeWorld(plan)
  const lanes: Lane[] = []
  const tell = async ({ operationId }: Lane, results: StepResult[]): Promise<void> =>
    client.withAbortSignal(signal, () =>
      client.workflow.getHandle(workflowIdOf(operationId)).signal(laneProgressSignal, { results }),
    )
  // side by side they would be more at once than the server keeps for a workflow
  let turn: Promise<unknown> = Promise.resolve()
  const tellInTurn = async (lane: Lane, results: StepResult[]): Promise<void> => {
    const told = turn.then(() => tell(lane, results))
    turn = told.catch(() => undefined)
    await told
  }
  const oneByOne = async (lane: Lane): Promise<StepResult[]> => {
    const all: StepResult[] = []
    const beat = setInterval(heartbeat, 500)
    try {
      for (const target of lane.targets) {
        const results = await activities.ansible({ ...lane, targets: [target] })
        await tellInTurn(lane, results)
        all.push(...results)
      }
    } finally {
      clearInterval(beat)
    }
    return all
  }
  const allAtOnce = async (lane: Lane): Promise<StepResult[]> => {
    const results = await activities.ansible(lane)
    if (lane.targets.length > 1) await tell(lane, results)
    return results
  }
  const run = async (lane: Lane): Promise<StepResult[]> => {
    lanes.push(lane)
    return telling === 'hosts' && lane.targets.length > 1 ? oneByOne(lane) : allAtOnce(lane)
  }
  return { events, lanes, activities: { ...activities, ansible: run, kubernetes: run, platform: run } }
}
