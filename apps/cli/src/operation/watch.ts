import type { Client } from '../client/client.ts'
import { draw } from './draw.ts'
import { eventLines } from './event-lines.ts'
import { followOperation, type Watcher } from './follow.ts'
import { lookOf } from './paint.ts'
import { openScreen } from './screen.ts'
import type { WatchState } from './state.ts'

interface WatchOptions {
  /** Where it is drawn: in place on a terminal, else as lines. */
  output?: NodeJS.WriteStream
  signal?: AbortSignal
}

/** Shows an operation to its end and gives its last state. */
export const watchOperation = (
  client: Client,
  id: string,
  options: WatchOptions = {},
): Promise<WatchState> => {
  const output = options.output ?? process.stderr
  return output.isTTY
    ? watchInPlace(client, id, output, options.signal)
    : followOperation(client, id, linesTo(client, output), options.signal)
}

const linesTo =
  (client: Client, output: NodeJS.WriteStream): Watcher =>
  (before, after, event) => {
    const lines = eventLines(before, after, event, { now: client.now(), language: client.language })
    if (lines.length > 0) output.write(`${lines.join('\n')}\n`)
  }

/** At most this often, in milliseconds; times go on between events. */
const redrawEvery = 200
const clockEvery = 1000

const watchInPlace = async (
  client: Client,
  id: string,
  output: NodeJS.WriteStream,
  signal: AbortSignal | undefined,
): Promise<WatchState> => {
  const screen = openScreen(output)
  const look = lookOf(output)
  let state: WatchState | undefined
  let pending: NodeJS.Timeout | undefined
  const show = (height?: number) => {
    clearTimeout(pending)
    pending = undefined
    if (!state) return
    const { language } = client
    screen.show(draw(state, { width: screen.width, height, now: client.now(), language, look }))
  }
  const live = () => show(screen.height)
  const clock = setInterval(live, clockEvery)
  try {
    state = await followOperation(
      client,
      id,
      (_, after) => {
        state = after
        pending ??= setTimeout(live, redrawEvery)
      },
      signal,
    )
    return state
  } finally {
    clearInterval(clock)
    show() // the whole of it stays
    screen.close()
  }
}
