import type { Failure, StepResult } from '@slipway/domain'
import { end, everything, type Database } from '@slipway/persistence'
import { readFile } from 'node:fs/promises'
import { cancelRun, clearLost, followRun, writeWhole, type RunExit, type RunState } from '../run/index.ts'
import type { Attention } from './attention.ts'
import { makeReader, type RunIdentity } from './reader.ts'
import { record } from './record.ts'
import type { Run } from './runs.ts'

export interface RunResults {
  /** Every step that ended on a host, in order. */
  results: StepResult[]
  /** What was begun and has no end: host's id → step. */
  unended: Map<string, string>
  /** How the run ended; a lost one may be done again for those that did not finish. */
  how: Exclude<RunState, 'running'>
}

/**
 * Follows a run to its end, records what it tells as it comes, and closes it. Throws the activity's own end: asked to
 * detach it leaves the run as it is; asked to cancel it ends the run first.
 */
export const followToEnd = async (
  database: Database,
  operationId: string,
  run: Run,
  attention: Attention,
  onResults: (results: readonly StepResult[]) => void,
): Promise<RunResults> => {
  const identity: RunIdentity = { operation: operationId, run: run.name, hosts: run.description.hosts }
  const read = makeReader(identity)
  const results: StepResult[] = []
  const unended = new Map<string, string>()
  const detach = new AbortController()
  const onEnd = (): void => {
    if (attention.why() === 'cancel') void cancelRun(run.folder)
    else detach.abort()
  }
  if (attention.signal.aborted) onEnd()
  attention.signal.addEventListener('abort', onEnd)
  try {
    const how = await followRun(run.folder, {
      detach: detach.signal,
      onLines: async (lines) => {
        const entries = read(lines)
        for (const { kind, pair } of entries.filter((entry) => entry.kind !== 'log')) {
          if (kind === 'begin') unended.set(pair.target, pair.step)
          else unended.delete(pair.target)
        }
        const ended = await record(database, entries)
        results.push(...ended)
        onResults(ended)
      },
    })
    if (how === 'detached') throw attention.failure()
    if (how === 'lost') await clearLost(run.folder)
    if (attention.signal.aborted) {
      await endAll(database, identity, unended, { code: 'run/Cancelled', data: {} })
      await close(run)
      throw attention.failure()
    }
    return { results, unended, how }
  } finally {
    attention.signal.removeEventListener('abort', onEnd)
  }
}

/** Everything is recorded: nobody attaches to the run any more. */
export const close = (run: Run): Promise<void> => writeWhole(run.folder.closed, '')

/** Ends steps on hosts with one failure, and gives these ends. */
export const endAll = async (
  database: Database,
  { operation, run, hosts }: RunIdentity,
  steps: ReadonlyMap<string, string>,
  failure: Failure,
): Promise<StepResult[]> => {
  const em = database.fork(everything)
  const names = new Map(Object.entries(hosts).map(([name, { id }]) => [id, name]))
  const results = [...steps].map(([target, step]): StepResult => {
    const data = { host: names.get(target) ?? target, ...failure.data }
    return { step, target, outcome: 'failed', failure: { ...failure, data } }
  })
  for (const result of results) await end(em, { operation, run, ...result })
  return results
}

const bytesShown = 2000

/** How a run ended and the last of what it printed; the run itself has taken secrets out. */
export const lastOutput = async (run: Run, { code }: RunExit): Promise<string> => {
  const text = await readFile(run.folder.output, 'utf8').catch(() => '')
  const how = code < 0 ? `ended by signal ${-code}` : `exit code ${code}`
  return `Ansible: ${how}\n${text.slice(-bytesShown).trim()}`.trim()
}
