import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { text } from 'node:stream/consumers'
import { createZstdDecompress } from 'node:zlib'
import { extract } from 'tar-stream'
import { Problem, sha256Schema } from '@slipway/domain'
import { requireSpace } from '../build/space.ts'
import { indexSchema } from '../oci/schema.ts'
import { bundleProblems } from '../problems.ts'
import { enterBundle, listBundles, type BundleEntry } from '../store/bundles.ts'
import { Store } from '../store/store.ts'
import { verifyBundle, type Trust, type VerifiedBundle } from '../verify/verify.ts'

/**
 * Takes over the bundles of an exported file. Everything is unpacked beside the store, and signature and every
 * hash are checked there, before anything of it becomes visible: a refused file leaves the store as it was.
 * Throws FileTruncated, NoSpace, or what verifyBundle throws.
 */
export const importBundle = async (
  store: Store,
  path: string,
  trust: Trust,
  signal: AbortSignal,
): Promise<VerifiedBundle[]> => {
  const { size } = await stat(path).catch((error: unknown) => {
    throw bundleProblems.FileTruncated({ path, why: String(error) })
  })
  await requireSpace(store.folder, size * 2)
  const incoming = new Store(await store.incomingFolder())
  try {
    const entries = await unpack(path, incoming, signal)
    await incoming.updateIndex((index) => ({
      ...index,
      manifests: entries.map(({ descriptor }) => descriptor),
    }))
    const bundles: VerifiedBundle[] = []
    for (const { version } of entries) bundles.push(await verifyBundle(incoming, version, trust))
    for (const bundle of bundles) {
      for (const sha256 of bundle.blobs.keys()) await takeOver(incoming, store, sha256)
      await enterBundle(store, bundle.manifest, bundle.entry)
    }
    return bundles
  } finally {
    await rm(incoming.folder, { recursive: true, force: true })
  }
}

/** Two bundles of one file may share a blob, which has then been moved already. */
const takeOver = async (incoming: Store, store: Store, sha256: string): Promise<void> => {
  const here = await readdir(join(incoming.folder, 'blobs/sha256'))
  if (here.includes(sha256)) await store.adopt(incoming.blobPath(sha256), sha256)
}

/** Unpacks by the names that an OCI layout has and no others; gives the bundles that its index names. */
const unpack = async (path: string, incoming: Store, signal: AbortSignal): Promise<BundleEntry[]> => {
  let entries: BundleEntry[] = []
  const tar = extract()
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
    if (error instanceof Problem) throw error
    throw bundleProblems.FileTruncated({ path, why: error instanceof Error ? error.message : String(error) })
  }
  if (entries.length === 0) throw bundleProblems.FileTruncated({ path, why: 'It holds no bundle.' })
  return entries
}

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
  if (actual !== sha256) {
    throw bundleProblems.BlobDamaged({
      artifact: 'a blob of the file',
      path: sha256,
      expected: sha256,
      actual,
    })
  }
  await incoming.adopt(target, sha256)
}
