import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { text } from 'node:stream/consumers'
import { pipeline } from 'node:stream/promises'
import { createZstdDecompress } from 'node:zlib'
import { sha256Schema } from '@slipway/domain'
import { extract } from 'tar-stream'
import { indexSchema } from '../oci/schema.ts'
import { bundleProblems, reasonOf } from '../problems.ts'
import { listBundles, type BundleEntry } from '../store/bundles.ts'
import type { Store } from '../store/store.ts'

/**
 * Unpacks an exported file by the names that an OCI layout has and no others, checking each blob's hash; gives the
 * bundles that its index names. Throws FileTruncated; an error of the disk goes on as it is.
 */
export const unpack = async (path: string, incoming: Store, signal: AbortSignal): Promise<BundleEntry[]> => {
  const tar = extract()
  let entries: BundleEntry[] = []
  const reading = (async () => {
    for await (const entry of tar) {
      const { name } = entry.header
      if (name === 'index.json') entries = listBundles(indexSchema.parse(JSON.parse(await text(entry))))
      else if (name.startsWith('blobs/sha256/'))
        await unpackBlob(entry, name.slice('blobs/sha256/'.length), incoming)
      else entry.resume()
    }
  })()
  try {
    await Promise.all([pipeline(createReadStream(path), createZstdDecompress(), tar, { signal }), reading])
  } catch (error) {
    signal.throwIfAborted()
    if (isOfSystem(error)) throw error
    throw bundleProblems.FileTruncated({ path, why: reasonOf(error) })
  } finally {
    tar.destroy()
    await reading.catch(() => undefined)
  }
  if (entries.length === 0) throw bundleProblems.FileTruncated({ path, why: 'It holds no bundle.' })
  return entries
}

/** Errors of reading and writing name their system call; those of zstd, tar and JSON do not. */
const isOfSystem = (error: unknown): boolean => error instanceof Error && 'syscall' in error

const unpackBlob = async (
  content: AsyncIterable<unknown>,
  sha256: string,
  incoming: Store,
): Promise<void> => {
  if (!sha256Schema.safeParse(sha256).success)
    throw new Error(`it holds a blob with an impossible name: ${sha256}`)
  const hash = createHash('sha256')
  const hashed = new PassThrough().on('data', (chunk: Buffer) => hash.update(chunk))
  const target = join(incoming.folder, 'unpacking')
  await pipeline(content, hashed, createWriteStream(target))
  const actual = hash.digest('hex')
  if (actual !== sha256)
    throw new Error(`one of its blobs is damaged:\nexpected sha256 ${sha256}\nfound    sha256 ${actual}`)
  await incoming.adopt(target, sha256)
}
