import { createClient, type Client } from 'graphql-ws'
import WebSocket from 'ws'

/** A client of subscriptions that never connects again by itself. */
export const openSocket = (
  url: string,
  headers: Record<string, string>,
  on: { closed?: (code: number) => void } = {},
): Client =>
  createClient({
    url: `${url.replace('http', 'ws')}/graphql`,
    webSocketImpl: WebSocket,
    connectionParams: headers,
    retryAttempts: 0,
    on: { closed: (event) => on.closed?.((event as CloseEvent).code) },
  })

/** One subscription, value by value. */
export const follow = (client: Client, query: string, variables: Record<string, unknown> = {}) =>
  // what a test asks for is known by its document
  // eslint-disable-next-line @typescript-eslint/no-explicit-any
  client.iterate<any>({ query, variables })

/** The next `count` values; fails where it ends before. */
export const take = async <Value>(values: AsyncIterator<Value>, count: number): Promise<Value[]> => {
  const taken: Value[] = []
  while (taken.length < count) {
    const { done, value } = await values.next()
    if (done) throw new Error(`it ended after ${taken.length} of ${count}`)
    taken.push(value)
  }
  return taken
}

/** Everything until it ends. */
export const takeAll = async <Value>(values: AsyncIterator<Value>): Promise<Value[]> => {
  const taken: Value[] = []
  for (;;) {
    const { done, value } = await values.next()
    if (done) return taken
    taken.push(value)
  }
}
