import type { Client } from '@temporalio/client'

/** What Temporal keeps of an operation, over all runs of its workflow. */
export interface OperationHistory {
  /** Of all runs together. */
  events: number
  /** Of all runs together, as the server counts them against its limits. */
  bytes: number
  /** The most events and bytes of one run, which is what the limits are about. */
  longest: { events: number; bytes: number }
  /** Runs of the workflow: one more than it was continued as new. */
  runs: number
  /** The largest single input, result or signal, in bytes. */
  payload: number
}

/** Reads the history of a workflow from its first run on. */
export const historyOf = async (
  client: Client,
  workflowId: string,
  firstRunId: string,
): Promise<OperationHistory> => {
  const sizes: { events: number; bytes: number }[] = []
  let payload = 0
  let runId: string | null | undefined = firstRunId
  while (runId) {
    const run = await readRun(client, workflowId, runId)
    sizes.push({ events: run.events, bytes: run.bytes })
    payload = Math.max(payload, run.payload)
    runId = run.next
  }
  const events = sizes.map((size) => size.events)
  const bytes = sizes.map((size) => size.bytes)
  return {
    events: sum(events),
    bytes: sum(bytes),
    longest: { events: Math.max(...events), bytes: Math.max(...bytes) },
    runs: sizes.length,
    payload,
  }
}

const readRun = async (client: Client, workflowId: string, runId: string) => {
  const handle = client.workflow.getHandle(workflowId, runId)
  const { historyLength, historySize = 0 } = await handle.describe()
  const { events } = await handle.fetchHistory()
  return {
    events: historyLength,
    bytes: historySize,
    payload: largestBytes(events),
    next: events?.at(-1)?.workflowExecutionContinuedAsNewEventAttributes?.newExecutionRunId,
  }
}

/** Payloads stand at any depth of an event; their data are the only large byte arrays in it. */
const largestBytes = (value: unknown): number => {
  if (value instanceof Uint8Array) return value.byteLength
  if (value === null || typeof value !== 'object') return 0
  return Object.values(value).reduce<number>((most, inner) => Math.max(most, largestBytes(inner)), 0)
}

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0)
