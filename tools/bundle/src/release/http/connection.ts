import { Problem } from '@slipway/domain'
import { setTimeout as wait } from 'node:timers/promises'
import { releaseProblems } from '../problems.ts'
import type { Mirrors } from '../mirrors.ts'

/** How this build reaches the official sites. */
export interface Connection {
  mirrors: Mirrors
  signal: AbortSignal
  /** Wait before the second attempt, milliseconds; the third waits twice as long. */
  retryMilliseconds: number
}

export interface Request {
  /** What problems call it. */
  artifact: string
  address: string
  headers?: Record<string, string>
}

const attempts = 3
/** Wrong names and closed ports do not mend themselves within seconds. */
const lasting = new Set(['ENOTFOUND', 'ECONNREFUSED', 'CERT_HAS_EXPIRED', 'DEPTH_ZERO_SELF_SIGNED_CERT'])

/** An answer of any status. Throws AddressUnreachable. */
export const ask = async (connection: Connection, request: Request): Promise<Response> => {
  try {
    return await fetch(request.address, {
      signal: connection.signal,
      ...(request.headers && { headers: request.headers }),
    })
  } catch (error) {
    throw unreachable(connection, request, error)
  }
}

/** An answer's body. Throws AnswerRefused if its status is not 200. */
export const bodyOf = (request: Request, response: Response): NonNullable<Response['body']> => {
  const { status, body } = response
  if (status === 200 && body !== null) return body
  throw releaseProblems.AnswerRefused({
    artifact: request.artifact,
    address: request.address,
    status,
    transient: status === 429 || status >= 500,
  })
}

/** The chunks of a body; where the connection breaks, throws AddressUnreachable. */
export async function* chunksOf(
  connection: Connection,
  request: Request,
  body: NonNullable<Response['body']>,
): AsyncGenerator<Uint8Array> {
  const chunks = body[Symbol.asyncIterator]()
  let ended = false
  try {
    while (!ended) {
      const next = await chunks.next().catch((error: unknown) => {
        ended = true
        throw unreachable(connection, request, error)
      })
      ended = next.done === true
      if (!next.done) yield next.value
    }
  } finally {
    if (!ended) await chunks.return?.()
  }
}

/** Does `work` again, up to three times in all, where its problem may pass by itself. */
export const retrying = async <Result>(
  connection: Connection,
  work: () => Promise<Result>,
): Promise<Result> => {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work()
    } catch (error) {
      const passing = error instanceof Problem && error.data['transient'] === true
      if (!passing || attempt === attempts) throw error
      await wait(connection.retryMilliseconds * attempt, undefined, { signal: connection.signal })
    }
  }
}

const unreachable = (connection: Connection, { artifact, address }: Request, error: unknown): unknown => {
  if (connection.signal.aborted) return connection.signal.reason
  const { code, message } = causeOf(error)
  const why = code === undefined || message.includes(code) ? message : `${code} ${message}`.trim()
  return releaseProblems.AddressUnreachable({
    artifact,
    address,
    why,
    transient: code === undefined || !lasting.has(code),
  })
}

/** fetch says only "fetch failed" or "terminated"; what happened is its cause. */
const causeOf = (error: unknown): { code?: string; message: string } => {
  if (!(error instanceof Error)) return { message: String(error) }
  if (error instanceof AggregateError && error.errors.length > 0) return causeOf(error.errors.at(-1))
  if (error.cause instanceof Error) return causeOf(error.cause)
  const code = (error as NodeJS.ErrnoException).code
  return { message: error.message, ...(typeof code === 'string' && { code }) }
}
