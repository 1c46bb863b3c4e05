import { open, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { reportingFullDisk, requireSpace } from '../build/space.ts'
import { bundleProblems, reasonOf } from '../problems.ts'
import { enterBundle } from '../store/bundles.ts'
import { Store } from '../store/store.ts'
import { verifyBundle, type Trust, type VerifiedBundle } from '../verify/verify.ts'
import { unpack } from './unpack.ts'

/**
 * Takes over the bundles of an exported file. Everything is unpacked beside the store, and signature and every
 * hash are checked there, before anything of it becomes visible: a refused file leaves the store as it was.
 * Throws FileUnsuitable, FileTruncated, NoSpace, or what verifyBundle throws.
 */
export const importBundle = async (
  store: Store,
  path: string,
  trust: Trust,
  signal: AbortSignal,
): Promise<VerifiedBundle[]> => {
  const size = await sizeOfBundleFile(path)
  await requireSpace(store.folder, size * 2)
  return reportingFullDisk([store.folder], async () => {
    const incoming = new Store(await store.incomingFolder())
    try {
      const bundles = await unpackVerified(path, incoming, trust, signal)
      for (const bundle of bundles) {
        for (const sha256 of bundle.blobs.keys()) await takeOver(incoming, store, sha256)
        await enterBundle(store, bundle.manifest, bundle.entry)
      }
      return bundles
    } finally {
      await rm(incoming.folder, { recursive: true, force: true })
    }
  })
}

/** RFC 8878, 3.1.1: the first four bytes of what zstd compressed. */
const zstdMagic = Buffer.from([0x28, 0xb5, 0x2f, 0xfd])

/** Throws FileUnsuitable for what is not there, is no file, or begins as no exported file does. */
const sizeOfBundleFile = async (path: string): Promise<number> => {
  const unsuitable = (why: string) => bundleProblems.FileUnsuitable({ path, why })
  const file = await open(path).catch((error: unknown) => {
    throw unsuitable(reasonOf(error))
  })
  try {
    const stats = await file.stat()
    if (!stats.isFile()) throw unsuitable(stats.isDirectory() ? 'It is a folder.' : 'It is no regular file.')
    const { buffer, bytesRead } = await file.read(Buffer.alloc(zstdMagic.length), 0, zstdMagic.length, 0)
    if (!buffer.subarray(0, bytesRead).equals(zstdMagic.subarray(0, bytesRead)))
      throw unsuitable('It is not compressed with zstd, as every exported bundle is.')
    return stats.size
  } finally {
    await file.close()
  }
}

const unpackVerified = async (
  path: string,
  incoming: Store,
  trust: Trust,
  signal: AbortSignal,
): Promise<VerifiedBundle[]> => {
  const entries = await unpack(path, incoming, signal)
  await incoming.updateIndex((index) => ({
    ...index,
    manifests: entries.map(({ descriptor }) => descriptor),
  }))
  const bundles: VerifiedBundle[] = []
  for (const { version } of entries) bundles.push(await verifyBundle(incoming, version, trust, signal))
  return bundles
}

/** Two bundles of one file may share a blob, which has then been moved already. */
const takeOver = async (incoming: Store, store: Store, sha256: string): Promise<void> => {
  const here = await readdir(join(incoming.folder, 'blobs/sha256'))
  if (here.includes(sha256)) await store.adopt(incoming.blobPath(sha256), sha256)
}
