import { createClient } from 'graphql-ws/client'
import WebSocket from 'ws'
import { clientProblems } from './problems.ts'
import { headersOf, problemOfError, type Asking, type GraphqlError } from './http.ts'
import { ConnectionLost } from './resume.ts'

/** How often the server must show that it is there, in milliseconds; a cut network closes no socket by itself. */
const pulse = 10_000

/**
 * One subscription on a connection of its own. Ends where the server completes it; throws ConnectionLost where the
 * connection ends otherwise, and a problem for what the server refuses.
 */
export async function* subscribe<Result>(
  server: Asking,
  request: { text: string; variables: object },
  connected: () => void,
  signal?: AbortSignal,
): AsyncGenerator<Result, void> {
  let silence: NodeJS.Timeout | undefined
  let socket: WebSocket | undefined
  // from its first moment: it can be ended also while it connects
  const begun = (one: WebSocket) => (socket = one)
  const client = createClient({
    url: new URL('/graphql', server.url).href.replace(/^http/, 'ws'),
    webSocketImpl: class extends WebSocket {
      constructor(url: string, protocol: string) {
        super(url, protocol)
        begun(this)
      }
    },
    connectionParams: headersOf(server),
    connectionAckWaitTimeout: pulse,
    keepAlive: pulse,
    retryAttempts: 0,
    on: {
      connected,
      ping: (received) => {
        if (!received) silence = setTimeout(() => socket?.terminate(), pulse / 2)
      },
      pong: () => clearTimeout(silence),
    },
  })
  const stop = () => socket?.terminate()
  signal?.addEventListener('abort', stop)
  try {
    signal?.throwIfAborted()
    for await (const answer of client.iterate<Result>({
      query: request.text,
      variables: { ...request.variables },
    })) {
      const [error] = answer.errors ?? []
      if (error) throw problemOfError(server, error)
      if (answer.data) yield answer.data
    }
  } catch (error) {
    throw signal?.aborted ? signal.reason : translate(server, error)
  } finally {
    signal?.removeEventListener('abort', stop)
    clearTimeout(silence)
    await client.dispose()
  }
}

/** graphql-ws throws the event of a closed socket, the event of a failed one, or a list of errors. */
const translate = (server: Asking, error: unknown): unknown => {
  if (Array.isArray(error)) return problemOfError(server, error[0] as GraphqlError)
  if (isClose(error)) {
    if (signedOut.has(error.code)) return clientProblems.NotSignedIn({ server: server.url })
    if (error.code >= 4400 && error.code < 4500)
      return clientProblems.ServerFailed({ server: server.url, message: error.reason })
    return new ConnectionLost(error.reason || `the connection was closed (${error.code})`)
  }
  if (isFailedSocket(error)) {
    if (/\b401\b/.test(error.message)) return clientProblems.NotSignedIn({ server: server.url })
    return new ConnectionLost(error.message || 'the server does not answer')
  }
  return error
}

/** Unauthorized and Forbidden of the protocol graphql-transport-ws. */
const signedOut = new Set([4401, 4403])

const isClose = (error: unknown): error is { code: number; reason: string } =>
  typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'number'

const isFailedSocket = (error: unknown): error is { message: string } =>
  typeof error === 'object' &&
  error !== null &&
  'type' in error &&
  error.type === 'error' &&
  'message' in error
