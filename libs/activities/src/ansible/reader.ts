import type { StepResult } from '@slipway/domain'
import type { LogLineDraft, PairEnd, Pair } from '@slipway/persistence'
import { parseEvent, type TaskEvent } from './events.ts'
import { failureOfTask, type NamedHost } from './failure.ts'

export interface RunIdentity {
  operation: string
  /** Names the run within its operation. */
  run: string
  /** Inventory name → the host. */
  hosts: Readonly<Record<string, { id: string } & Omit<NamedHost, 'name'>>>
}

/** What lines of events mean for the records, in order. */
export type Entry =
  | { kind: 'begin'; pair: Pair }
  | { kind: 'end'; pair: PairEnd; result: StepResult }
  | { kind: 'log'; lines: LogLineDraft[] }

/**
 * Reads a run's events. The same lines, read from the first one on, give the same entries, so that what is recorded
 * twice is there once.
 */
export const makeReader = ({ operation, run, hosts }: RunIdentity): ((lines: string[]) => Entry[]) => {
  let position = 0
  const entryOf = (line: string): Entry[] => {
    const event = parseEvent(line)
    const host = hosts[event.host]
    if (!host || event.step === null) return []
    const { step } = event
    const pair = { operation, run, step, target: host.id }
    if (event.event === 'step-began') return [{ kind: 'begin', pair }]
    if (event.event === 'task') {
      const lines = textOf(event).map((text) => ({
        ...pair,
        task: event.task,
        text,
        at: new Date(event.at),
        position: position++,
      }))
      return [{ kind: 'log', lines }]
    }
    const { outcome, outputs } = event
    const failure = event.failure && failureOfTask(event.failure, { name: event.host, ...host })
    const result: StepResult = { step, target: host.id, outcome, ...(failure && { failure }) }
    return [{ kind: 'end', pair: { ...pair, outcome, failure, outputs: someOf(outputs) }, result }]
  }
  return (lines) => joinLogs(lines.flatMap(entryOf))
}

const textOf = ({ status, took, output }: TaskEvent): string[] => [
  `${status} (${(took / 1000).toFixed(1)} s)`,
  ...(output === '' ? [] : output.split('\n')),
]

const someOf = (outputs: NonNullable<PairEnd['outputs']>): PairEnd['outputs'] =>
  Object.keys(outputs).length > 0 ? outputs : undefined

/** Log lines between two entries of the ledger are written at once. */
const joinLogs = (entries: Entry[]): Entry[] => {
  const joined: Entry[] = []
  for (const entry of entries) {
    const last = joined.at(-1)
    if (entry.kind === 'log' && last?.kind === 'log') last.lines.push(...entry.lines)
    else joined.push(entry)
  }
  return joined
}
