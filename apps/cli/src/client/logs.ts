import { EventSourceParserStream } from 'eventsource-parser/stream'
import { z } from 'zod'
import { headersOf, reach, reasonOf, type Server } from './http.ts'
import { clientProblems } from './problems.ts'
import { ConnectionLost } from './resume.ts'

const lineSchema = z.object({
  /** Its position in the operation's log. */
  seq: z.union([z.string(), z.number()]).transform(String),
  at: z.string(),
  step: z.string(),
  /** The id of a host, or `cluster`. */
  target: z.string(),
  task: z.string().nullish(),
  stream: z.string().nullish(),
  text: z.string(),
})
export type LogLine = z.infer<typeof lineSchema>

export interface LogQuery {
  operation: string
  step?: string | undefined
  /** The id of a host, or `cluster`. */
  target?: string | undefined
  /** Wait for what comes until the operation has ended; else only what there is. */
  follow: boolean
}

/**
 * The log lines after a position, by server-sent events. Ends with the server's event `end`; throws ConnectionLost
 * where the connection ends before it.
 */
export async function* logLines(
  server: Server,
  query: LogQuery,
  after: string | undefined,
  connected: () => void,
  signal?: AbortSignal,
): AsyncGenerator<LogLine, void> {
  const parameters = new URLSearchParams({ follow: String(query.follow) })
  if (query.step !== undefined) parameters.set('step', query.step)
  if (query.target !== undefined) parameters.set('target', query.target)
  const headers = {
    accept: 'text/event-stream',
    ...headersOf(server),
    ...(after && { 'last-event-id': after }),
  }
  const path = `/operations/${encodeURIComponent(query.operation)}/log?${parameters.toString()}`
  const answer = await reach(server, path, { headers, ...(signal && { signal }) }).catch(lose)
  if (answer.status >= 502) throw new ConnectionLost(`HTTP ${answer.status}`)
  if (!answer.ok || !answer.body || !answer.headers.get('content-type')?.startsWith('text/event-stream'))
    throw clientProblems.NotAskedRight({ server: server.url, message: `HTTP ${answer.status} for ${path}` })
  connected()
  const events = answer.body.pipeThrough(new TextDecoderStream()).pipeThrough(new EventSourceParserStream())
  try {
    for await (const { event, data } of events) {
      if (event === 'end') return
      yield lineSchema.parse(JSON.parse(data))
    }
  } catch (error) {
    if (error instanceof TypeError) throw new ConnectionLost(reasonOf(error))
    throw error
  }
  throw new ConnectionLost('the server closed the stream')
}

const lose = (error: unknown): never => {
  if (error instanceof Error && 'code' in error && error.code === 'client/ServerUnreachable')
    throw new ConnectionLost(String((error as { data?: { reason?: string } }).data?.reason))
  throw error
}
