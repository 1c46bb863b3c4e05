import { targetsOf, type Plan } from '@slipway/domain'
import { planCreate } from '@slipway/workflows'
import { sampleInput, startOperation } from '@slipway/workflows/testing'
import { randomUUID } from 'node:crypto'
import type { Ground } from './ground.ts'
import { historyOf, type OperationHistory } from './history.ts'
import { makeOperation, type BenchOperation } from './operation.ts'
import type { Telling } from './options.ts'

/** One operation, run by the engine from its start to its end. */
export interface Measured {
  hosts: number
  /** From the request to start it until its result is there. */
  seconds: number
  history: OperationHistory
  /** Of the plan as JSON. */
  planBytes: number
  /** Pairs of step and target in the plan; all of them were finished, each once. */
  pairs: number
  /** Lanes that the engine made of them. */
  lanes: number
}

/**
 * Runs create's plan for that many hosts once and measures it. Rejects where the operation fails, and where a pair of
 * the plan is left or ran twice.
 */
export const measure = async (
  { client, operations, signal }: Ground,
  hosts: number,
  telling: Telling = 'lanes',
): Promise<Measured> => {
  // a call under way notices by itself
  signal.throwIfAborted()
  const { plan } = planCreate(sampleInput(hosts - 1))
  const operationId = randomUUID()
  const operation = makeOperation(plan, telling, client, signal)
  operations.set(operationId, operation)
  const began = performance.now()
  const handle = await startOperation(client, operationId)
  await handle.result()
  const seconds = (performance.now() - began) / 1000
  operations.delete(operationId)
  return {
    hosts,
    seconds,
    history: await historyOf(client, handle.workflowId, handle.firstExecutionRunId),
    planBytes: Buffer.byteLength(JSON.stringify(plan)),
    pairs: finishedPairs(plan, operation),
    lanes: operation.lanes.length,
  }
}

/** How many pairs were finished; throws where that is not each of the plan's once. */
const finishedPairs = (plan: Plan, { events }: BenchOperation): number => {
  const ended = events.filter((event) => event.startsWith('end '))
  const pairs = plan.steps.reduce((total, step) => total + targetsOf(plan, step).length, 0)
  if (ended.length !== pairs || new Set(ended).size !== pairs)
    throw new Error(`of ${pairs} pairs of the plan ${new Set(ended).size} ended, ${ended.length} times`)
  return pairs
}
