import { createReadStream, createWriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { pack } from 'tar-stream'
import { emptyIndex } from '../oci/schema.ts'
import type { Store } from '../store/store.ts'
import type { Trust, VerifiedBundle } from '../verify/verify.ts'
import { verifyBundle } from '../verify/verify.ts'

/** Images are compressed already; a low level is enough for the rest and keeps pace with a disk. */
const compressionLevel = 3

export interface Exported {
  path: string
  /** The public key that signed the bundle, to be carried by another way. */
  keyPath: string
  size: number
  keyId: string
}

/**
 * Writes one version as a single file, an OCI layout in a zstd-compressed tar, after verifying it.
 * The file appears under its name when it is whole.
 */
export const exportBundle = async (
  store: Store,
  version: string,
  path: string,
  trust: Trust,
  signal: AbortSignal,
): Promise<Exported> => {
  const bundle = await verifyBundle(store, version, trust)
  const partial = `${path}.partial`
  try {
    const tar = pack()
    const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } })
    await Promise.all([
      pipeline(tar, compress, createWriteStream(partial), { signal }),
      fill(tar, store, bundle),
    ])
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
  const keyId = bundle.entry.signature.key
  const key = trust.keys.find(({ id }) => id === keyId)
  const keyPath = `${path}.pub`
  await writeFile(keyPath, key?.pem ?? '')
  return { path, keyPath, size: (await stat(path)).size, keyId }
}

const fill = async (
  tar: ReturnType<typeof pack>,
  store: Store,
  { entry, blobs }: VerifiedBundle,
): Promise<void> => {
  try {
    const text = (name: string, content: string) => tar.entry({ name, mtime: new Date(0) }, content)
    text('oci-layout', '{"imageLayoutVersion":"1.0.0"}')
    text('index.json', JSON.stringify({ ...emptyIndex, manifests: [entry.descriptor] }))
    for (const sha256 of [...blobs.keys()].toSorted()) {
      const size = (await store.sizeOf(sha256)) ?? 0
      const target = tar.entry({ name: `blobs/sha256/${sha256}`, size, mtime: new Date(0) })
      await pipeline(createReadStream(store.blobPath(sha256)), target)
    }
    tar.finalize()
  } catch (error) {
    tar.destroy(error as Error)
    throw error
  }
}
