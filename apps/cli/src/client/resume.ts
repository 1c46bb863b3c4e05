import { setTimeout as sleep } from 'node:timers/promises'

/** The connection went, through nobody's fault: to be opened again. */
export class ConnectionLost extends Error {}

/** Told of what happens to a live connection. */
export interface ConnectionListener {
  lost(reason: string): void
  back(): void
}

export interface ResumeOptions<Event> {
  /** Opens the stream after that position, and calls `connected` when it stands. */
  open: (after: string | undefined, connected: () => void) => AsyncIterable<Event>
  cursorOf: (event: Event) => string
  after?: string | undefined
  listener?: ConnectionListener | undefined
  signal?: AbortSignal | undefined
  /** For tests. */
  wait?: (milliseconds: number, signal: AbortSignal | undefined) => Promise<unknown>
}

const pauses = [250, 500, 1000, 2000, 5000] as const
/** With the pauses above about ten minutes. */
const patience = 120

/**
 * One stream over any number of connections: after a lost one it goes on from the last event that was seen, without
 * a gap or a doubled event. Throws what is no lost connection, and the last loss when patience ends.
 */
export async function* resumed<Event>(options: ResumeOptions<Event>): AsyncGenerator<Event, void> {
  const {
    open,
    cursorOf,
    listener,
    signal,
    wait = (ms: number) => sleep(ms, undefined, { ...(signal && { signal }) }),
  } = options
  let cursor = options.after
  let losses = 0
  const connected = () => {
    if (losses > 0) listener?.back()
    losses = 0
  }
  for (;;) {
    try {
      for await (const event of open(cursor, connected)) {
        cursor = cursorOf(event)
        yield event
      }
      return
    } catch (error) {
      if (!(error instanceof ConnectionLost) || signal?.aborted) throw signal?.aborted ? signal.reason : error
      losses += 1
      if (losses > patience) throw error
      if (losses === 1) listener?.lost(error.message)
      await wait(pauses[Math.min(losses, pauses.length) - 1] ?? 0, signal)
    }
  }
}
