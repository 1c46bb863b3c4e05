import { setTimeout as pause } from 'node:timers/promises'
import { Client } from 'pg'
import { z } from 'zod'

const changeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.enum(['operation', 'cluster', 'host']), id: z.uuid() }),
  z.object({ kind: z.literal('ledger'), id: z.uuid(), operation: z.uuid(), seq: z.number() }),
  z.object({
    kind: z.literal('log'),
    id: z.uuid(),
    operation: z.uuid(),
    step: z.string(),
    target: z.string(),
    seq: z.number(),
  }),
])

/**
 * What changed, by ids. For `ledger` and `log` the id is the operation's, and seq the newest position.
 * `reconnected`: the connection was lost for a while, so read again from your cursor.
 */
export type Change = z.infer<typeof changeSchema> | { kind: 'reconnected' }
export type Handler = (change: Change) => void

export interface Listener {
  add(handler: Handler): () => void
  close(): Promise<void>
}

const channel = 'slipway'
const [firstPause, longestPause] = [100, 5000]

/** One connection that listens, for any number of handlers; it connects again for ever when it is lost. */
export const makeListener = async (url: string): Promise<Listener> => {
  const handlers = new Set<Handler>()
  const tell = (change: Change): void => handlers.forEach((handler) => handler(change))
  const closing = new AbortController()
  const isClosing = (): boolean => closing.signal.aborted

  const connect = async (): Promise<Client> => {
    const client = new Client({ connectionString: url, keepAlive: true })
    const lost = Promise.withResolvers<void>()
    client.on('error', () => lost.resolve())
    client.on('end', () => lost.resolve())
    client.on('notification', ({ payload = '' }) => {
      const change = changeSchema.safeParse(parse(payload))
      if (change.success) tell(change.data)
    })
    try {
      await client.connect()
      await client.query(`listen ${channel}`)
    } catch (error) {
      await client.end().catch(() => undefined)
      throw error
    }
    void lost.promise.then(() => again())
    return client
  }
  const again = async (): Promise<void> => {
    for (let wait = firstPause; !isClosing(); wait = Math.min(wait * 2, longestPause)) {
      const client = await connect().catch(() => undefined)
      if (client) {
        current = client
        if (isClosing()) await client.end()
        return tell({ kind: 'reconnected' })
      }
      await pause(wait, undefined, { signal: closing.signal }).catch(() => undefined)
    }
  }

  let current = await connect()
  return {
    add: (handler) => {
      handlers.add(handler)
      return () => void handlers.delete(handler)
    },
    close: async () => {
      closing.abort()
      handlers.clear()
      await current.end().catch(() => undefined)
    },
  }
}

const parse = (payload: string): unknown => {
  try {
    return JSON.parse(payload)
  } catch {
    return undefined
  }
}
