import { appendLines, begin, end, everything, type Database } from '@slipway/persistence'
import type { StepResult } from '@slipway/domain'
import type { Entry } from './reader.ts'

/** Writes what a run told to ledger and log, and gives the ends among it. Repeatable. */
export const record = async (database: Database, entries: readonly Entry[]): Promise<StepResult[]> => {
  const em = database.fork(everything)
  const results: StepResult[] = []
  for (const entry of entries) {
    if (entry.kind === 'begin') await begin(em, entry.pair)
    else if (entry.kind === 'log') await appendLines(em, entry.lines)
    else {
      await end(em, entry.pair)
      results.push(entry.result)
    }
  }
  return results
}
