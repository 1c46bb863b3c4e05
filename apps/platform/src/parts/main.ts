import { Problem } from '@slipway/domain'
import { readyLine } from '../part/spec.ts'

/** A server that a part's program holds. */
export interface Held {
  /** What the supervisor needs to know of it. */
  readonly said: Record<string, unknown>
  /** Settles when it is gone, with the outcome where that is known; rejects with the problem that ended it. */
  readonly ended: Promise<unknown>
  stop(): Promise<void>
}

/**
 * The program of a part: starts a server, says that it is ready, and ends in order on SIGTERM or SIGINT. Ends with
 * code 1 and its words when the server cannot start or ends by itself.
 */
export const holdServer = async (start: (signal: AbortSignal) => Promise<Held>): Promise<void> => {
  const stopping = new AbortController()
  const asked = new Promise<void>((resolve) => {
    for (const name of ['SIGTERM', 'SIGINT'] as const)
      process.on(name, () => {
        stopping.abort(new DOMException(`ended by ${name}`, 'AbortError'))
        resolve()
      })
  })
  try {
    const held = await start(stopping.signal)
    process.stdout.write(`${readyLine(held.said)}\n`)
    const outcome = await Promise.race([asked, held.ended])
    await held.stop()
    if (!stopping.signal.aborted)
      throw new Error(typeof outcome === 'string' ? `it ended by itself: ${outcome}` : 'it ended by itself')
    process.exit(0)
  } catch (error) {
    if (stopping.signal.aborted) process.exit(0)
    process.stderr.write(`${error instanceof Problem ? error.message : String(error)}\n`)
    process.exit(1)
  }
}
