import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { rm } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { releaseProblems } from '../problems.ts'
import { ask, bodyOf, chunksOf, retrying, type Connection, type Request } from './connection.ts'

/** Asks for `request`; a registry's answers need a token first. */
export type Ask = (connection: Connection, request: Request) => Promise<Response>

/**
 * Writes a file whose sha256 is known, hashing it on its way. Nothing remains at `path` if it fails.
 * Throws AddressUnreachable, AnswerRefused or ChecksumWrong.
 */
export const download = (
  connection: Connection,
  request: Request & { sha256: string; path: string },
  open: Ask = ask,
): Promise<void> =>
  retrying(connection, async () => {
    const body = bodyOf(request, await open(connection, request))
    const hash = createHash('sha256')
    try {
      await pipeline(
        chunksOf(connection, request, body),
        async function* (chunks: AsyncIterable<Uint8Array>) {
          for await (const chunk of chunks) {
            hash.update(chunk)
            yield chunk
          }
        },
        createWriteStream(request.path),
      )
      const actual = hash.digest('hex')
      if (actual !== request.sha256)
        throw releaseProblems.ChecksumWrong({
          artifact: request.artifact,
          address: request.address,
          expected: request.sha256,
          actual,
        })
    } catch (error) {
      await rm(request.path, { force: true })
      throw error
    }
  })

/** Checksum files, manifests and tokens are small; a body beyond this is none of them. */
const mostBytes = 4 * 1024 * 1024

/** A small answer as bytes, with its headers. Throws AddressUnreachable or AnswerRefused. */
export const readSmall = (
  connection: Connection,
  request: Request,
  open: Ask = ask,
): Promise<{ bytes: Buffer; headers: Headers }> =>
  retrying(connection, async () => {
    const response = await open(connection, request)
    const chunks: Uint8Array[] = []
    let size = 0
    for await (const chunk of chunksOf(connection, request, bodyOf(request, response))) {
      size += chunk.length
      if (size > mostBytes)
        throw releaseProblems.AddressUnreachable({
          artifact: request.artifact,
          address: request.address,
          why: `The answer is longer than ${mostBytes} bytes.`,
          transient: false,
        })
      chunks.push(chunk)
    }
    return { bytes: Buffer.concat(chunks), headers: response.headers }
  })
