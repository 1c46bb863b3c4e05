import { refuse } from '@slipway/domain'
import { setTimeout as pause } from 'node:timers/promises'
import type { RotatingLog } from '../log/rotating-log.ts'
import type { PartSpec } from '../part/spec.ts'
import { startPart, type StartedPart } from '../part/start.ts'
import type { Records } from '../process/leftovers.ts'

export interface KeepOptions {
  records: Records
  log: RotatingLog
  /** What the supervisor says of a part. */
  say(line: string): void
  /** What the part itself prints. */
  onLine(line: string): void
  /** Lives that may fail before it is once ready; then it is given up. Without a limit it is tried for ever. */
  triesAtFirst?: number
  /** Milliseconds before it is started again after the nth failure in a row. */
  backoff?(failures: number): number
}

/** A part that is started again whenever it ends, until it is stopped. */
export interface Kept {
  readonly name: string
  /** What it said when it was ready for the first time; rejects with platform/PartNotReady. */
  readonly ready: Promise<Record<string, unknown>>
  stop(): Promise<void>
  /** At once, without its order. */
  kill(): Promise<void>
}

/** A life of so many milliseconds ends a row of failures. */
const steady = 60_000
const usualBackoff = (failures: number): number => Math.min(30_000, 250 * 2 ** (failures - 1))

export const keep = (spec: PartSpec, options: KeepOptions): Kept => {
  const { records, log, say, onLine, triesAtFirst = Infinity, backoff = usualBackoff } = options
  const ready = Promise.withResolvers<Record<string, unknown>>()
  ready.promise.catch(() => undefined) // whoever waits for it is told
  const stopping = new AbortController()
  const ends = new AbortController()
  let present: StartedPart | undefined
  let wasReady = false

  const live = async (): Promise<{ outcome: string; lived: number }> => {
    const part = startPart(spec, (line) => {
      log.add(line)
      if (!stopping.signal.aborted) onLine(line) // of servers that end, complaints of others' ends are for the log
    })
    present = part
    if (stopping.signal.aborted) await part.stop()
    await records.write(spec.name, part.pid)
    const late = new AbortController()
    let tooLate = false
    const limit = setTimeout(() => {
      tooLate = true
      late.abort()
      void part.kill()
    }, spec.startSeconds * 1000)
    let readySince: number | undefined
    const becomesReady = part.ready.then(async (said) => {
      await records.write(spec.name, part.pid, pidsIn(said))
      await spec.confirm?.(AbortSignal.any([late.signal, stopping.signal]))
      clearTimeout(limit)
      readySince = Date.now()
      if (wasReady) say(`${spec.name} is ready again`)
      wasReady = true
      ready.resolve(said)
    })
    becomesReady.catch(() => void part.kill())
    const outcome = await part.ended
    clearTimeout(limit)
    late.abort()
    return {
      outcome:
        tooLate && readySince === undefined ? `it was not ready within ${spec.startSeconds} s` : outcome,
      lived: readySince === undefined ? 0 : Date.now() - readySince,
    }
  }

  const loop = async () => {
    await records.end(spec.name)
    for (let failures = 0; !stopping.signal.aborted;) {
      const { outcome, lived } = await live()
      await records.end(spec.name)
      if (stopping.signal.aborted) break
      failures = lived >= steady ? 1 : failures + 1
      const lastLines = present?.lastLines() ?? ''
      if (!wasReady && failures >= triesAtFirst)
        return ready.reject(
          refuse('failed', 'platform/PartNotReady', { part: spec.name, outcome, lastLines, log: log.path }),
        )
      const wait = backoff(failures)
      say(`${spec.name} ended (${outcome}); it is started again in ${(wait / 1000).toFixed(1)} s`)
      const cause = causeIn(lastLines)
      if (cause !== undefined) say(`  its last words: ${cause}`)
      await pause(wait, undefined, { signal: ends.signal }).catch(() => undefined)
    }
  }
  const looped = loop().catch((error: unknown) => ready.reject(error))

  const end = async (how: 'stop' | 'kill') => {
    stopping.abort()
    ends.abort()
    await present?.[how]()
    await looped
  }
  return { name: spec.name, ready: ready.promise, stop: () => end('stop'), kill: () => end('kill') }
}

/** The line that names the error, among stack and version; else the last one. */
const causeIn = (lastLines: string): string | undefined => {
  const lines = lastLines.split('\n').filter((line) => line.trim() !== '')
  return (lines.findLast((line) => /^\s*[\w[\]]*(error|problem)\b/i.test(line)) ?? lines.at(-1))
    ?.trim()
    .slice(0, 300)
}

/** Servers that a part has started in sessions of their own, which it names when it is ready. */
const pidsIn = ({ pid }: Record<string, unknown>): number[] => (typeof pid === 'number' ? [pid] : [])
