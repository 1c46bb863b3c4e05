import { join } from 'node:path'
import { rotatingLog } from '../log/rotating-log.ts'
import type { PartSpec } from '../part/spec.ts'
import { processRecords } from '../process/leftovers.ts'
import { keep, type Kept, type KeepOptions } from './keep.ts'

export interface SupervisorOptions {
  /** The data folder: `platform/processes` and `logs` are kept in it. */
  data: string
  /** Lines for the terminal, with who says them. */
  show(name: string, line: string): void
}

export interface Supervisor {
  /** Ends what an earlier supervisor of this folder has left behind. */
  endLeftovers(): Promise<void>
  start(spec: PartSpec, options?: Pick<KeepOptions, 'triesAtFirst' | 'backoff'>): Kept
  /** Ends these, or all for good, one after the other, the last started first. */
  stop(names?: readonly string[]): Promise<void>
  /** Ends all at once, without an order. */
  kill(): Promise<void>
}

/** Whoever has the folder's lock keeps its parts running by this. */
export const supervisor = ({ data, show }: SupervisorOptions): Supervisor => {
  const records = processRecords(join(data, 'platform', 'processes'))
  let running: Kept[] = []
  let over = false
  return {
    endLeftovers: () => records.endAll(),
    start: (spec, options) => {
      if (over) throw new DOMException('the platform is ending', 'AbortError')
      const log = rotatingLog(join(data, 'logs', `${spec.name}.log`))
      const kept = keep(spec, {
        ...options,
        ...{ records, log },
        say: (line) => {
          log.add(line)
          show('slipway', line)
        },
        onLine: (line) => show(spec.name, line),
      })
      running.push(kept)
      return kept
    },
    stop: async (names) => {
      over ||= names === undefined
      const ending = running.filter(({ name }) => names?.includes(name) ?? true)
      for (const kept of ending.toReversed()) await kept.stop()
      running = running.filter((kept) => !ending.includes(kept))
    },
    kill: async () => {
      over = true
      await Promise.all(running.map((kept) => kept.kill()))
      running = []
    },
  }
}
