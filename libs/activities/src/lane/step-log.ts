import { appendLines, everything, type Database } from '@slipway/persistence'

export interface StepLog {
  say(text: string): void
  /** Settles when everything said is written; throws what kept it from that. */
  flush(): Promise<void>
}

/** The log of one step on one target: lines are written in order, as many at once as were said meanwhile. */
export const stepLog = (
  database: Database,
  place: { operation: string; step: string; target: string },
): StepLog => {
  let waiting: { text: string; at: Date }[] = []
  let writing: Promise<void> = Promise.resolve()
  const write = async (): Promise<void> => {
    const lines = waiting.map((line) => ({ ...place, ...line }))
    waiting = []
    await appendLines(database.fork(everything), lines)
  }
  return {
    say: (text) => {
      waiting.push({ text, at: new Date() })
      if (waiting.length > 1) return
      writing = writing.then(write)
      writing.catch(() => undefined) // flush tells
    },
    flush: () => writing,
  }
}
