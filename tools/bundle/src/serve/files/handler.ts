import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import type { IncomingMessage, OutgoingHttpHeaders, RequestListener, ServerResponse } from 'node:http'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import type { Store } from '../../store/store.ts'
import type { Served } from './paths.ts'
import { askedPath } from './asked-path.ts'
import { readRange, type Part } from './range.ts'

/** Answers GET and HEAD for the paths of the map and nothing else: no path is ever joined to a folder. */
export const filesHandler =
  (store: Store, paths: ReadonlyMap<string, Served>): RequestListener =>
  (request, response) => {
    answer(store, paths, request, response).catch(() => response.destroy()) // the client went away, or the disk failed
  }

const answer = async (
  store: Store,
  paths: ReadonlyMap<string, Served>,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> => {
  if (request.method !== 'GET' && request.method !== 'HEAD')
    return say(response, 405, 'Only GET and HEAD are answered here.', { allow: 'GET, HEAD' })
  const path = askedPath(request.url ?? '')
  if (path === undefined) return say(response, 400, 'The path is not valid.')
  const served = paths.get(path)
  if (!served) return say(response, 404, 'There is nothing here. /bundles lists what is served.')
  const etag = `"${served.sha256}"`
  const headers = { etag, 'accept-ranges': 'bytes', 'x-content-type-options': 'nosniff' }
  if (request.headers['if-none-match']?.split(/\s*,\s*/).includes(etag)) {
    response.writeHead(304, headers).end()
    return
  }
  const range = (request.headers['if-range'] ?? etag) === etag ? request.headers.range : undefined
  const part = readRange(range, served.size)
  if (part === 'unsatisfiable')
    return say(response, 416, 'The range lies beyond the end.', { 'content-range': `bytes */${served.size}` })
  await send(store, served, part, headers, request.method === 'HEAD', response)
}

const send = async (
  store: Store,
  served: Served,
  part: Part,
  headers: OutgoingHttpHeaders,
  headOnly: boolean,
  response: ServerResponse,
): Promise<void> => {
  const { first, last } = part ?? { first: 0, last: served.size - 1 }
  const content = await contentOf(store, served, first, last)
  if (!content)
    return say(response, 500, `The content of ${served.of} changed after it was verified. Verify the bundle.`)
  response.writeHead(part ? 206 : 200, {
    ...headers,
    'content-type': served.type,
    'content-length': last - first + 1,
    ...(part && { 'content-range': `bytes ${first}-${last}/${served.size}` }),
  })
  if (!headOnly) return pipeline(content, response)
  content.destroy()
  response.end()
}

/** Undefined when the blob is gone or is not of the size that was verified. */
const contentOf = async (
  store: Store,
  served: Served,
  first: number,
  last: number,
): Promise<Readable | undefined> => {
  if (served.bytes) return Readable.from([served.bytes.subarray(first, last + 1)], { objectMode: false })
  const path = store.blobPath(served.sha256)
  if ((await stat(path).catch(() => undefined))?.size !== served.size) return undefined
  return createReadStream(path, { start: first, end: last, highWaterMark: 256 * 1024 })
}

const say = (
  response: ServerResponse,
  status: number,
  text: string,
  headers: OutgoingHttpHeaders = {},
): void => {
  const body = `${text}\n`
  response.writeHead(status, {
    ...headers,
    'content-type': 'text/plain; charset=utf-8',
    'content-length': Buffer.byteLength(body),
  })
  response.end(body)
}
