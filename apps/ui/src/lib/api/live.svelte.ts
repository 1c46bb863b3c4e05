import { print } from '@0no-co/graphql.web'
import type { TadaDocumentNode } from 'gql.tada'
import { createClient, type Client } from 'graphql-ws'

/** Whether what is on the screen is live; `lostSince` is when the connection went, in milliseconds. */
export const connection = $state<{ lostSince: number | null }>({ lostSince: null })

let client: Client | undefined

const connected = (): Client =>
  (client ??= createClient({
    url: `${location.protocol === 'https:' ? 'wss' : 'ws'}://${location.host}/graphql`,
    lazy: true,
    retryAttempts: Number.MAX_SAFE_INTEGER,
    retryWait: (attempt) => new Promise((resolve) => setTimeout(resolve, Math.min(250 * 2 ** attempt, 5000))),
    shouldRetry: () => true,
    keepAlive: 10_000,
    on: {
      connected: () => (connection.lostSince = null),
      closed: (event) => {
        if (!(event as CloseEvent).wasClean || (event as CloseEvent).code !== 1000)
          connection.lostSince ??= Date.now()
      },
    },
  }))

/** Ends the connection; the next subscription makes a new one, as whoever is signed in by then. */
export const hangUp = (): void => {
  void client?.dispose()
  client = undefined
  connection.lostSince = null
}

/**
 * Subscribes until the function that it gives is called. `variables` are read again at each reconnection: whoever
 * moves a cursor in them is caught up from there.
 */
export const subscribe = <Data, Variables extends Record<string, unknown>>(
  document: TadaDocumentNode<Data, Variables>,
  variables: Variables,
  on: { next: (data: Data) => void; end?: () => void; error?: (message: string) => void },
): (() => void) =>
  connected().subscribe<Data>(
    { query: print(document), variables },
    {
      next: ({ data, errors }) => (data ? on.next(data) : on.error?.(errors?.[0]?.message ?? '')),
      error: (error) => on.error?.(error instanceof Error ? error.message : JSON.stringify(error)),
      complete: () => on.end?.(),
    },
  )
