import { createWriteStream } from 'node:fs'
import { rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { withLock } from '@slipway/system'
import { pack, type Pack } from 'tar-stream'
import { reportingFullDisk } from '../build/space.ts'
import { emptyIndex } from '../oci/schema.ts'
import { bundleProblems, reasonOf } from '../problems.ts'
import type { Store } from '../store/store.ts'
import { addEntry, addFile } from '../tar/add-entry.ts'
import { fillTar } from '../tar/fill-tar.ts'
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
 * The file appears under its name when it is whole. Throws TargetUnusable, NoSpace or what verifyBundle throws.
 */
export const exportBundle = async (
  store: Store,
  version: string,
  path: string,
  trust: Trust,
  signal: AbortSignal,
): Promise<Exported> => {
  const bundle = await verifyBundle(store, version, trust, signal)
  // two exports into one file would mix their bytes
  await withLock(join(store.folder, 'export.lock'), () => writeTar(store, bundle, path, signal))
  const keyId = bundle.entry.signature.key
  const key = trust.keys.find(({ id }) => id === keyId)
  const keyPath = `${path}.pub`
  await writeFile(keyPath, key?.pem ?? '')
  return { path, keyPath, size: (await stat(path)).size, keyId }
}

const writeTar = async (
  store: Store,
  bundle: VerifiedBundle,
  path: string,
  signal: AbortSignal,
): Promise<void> => {
  await requireTarget(path)
  const partial = `${path}.partial`
  const tar = pack()
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } })
  try {
    await reportingFullDisk([dirname(path)], () =>
      fillTar(tar, {
        flow: pipeline(tar, compress, createWriteStream(partial), { signal }),
        fill: () => fill(tar, store, bundle),
        signal,
      }),
    )
    await rename(partial, path)
  } finally {
    await rm(partial, { force: true })
  }
}

/** Throws TargetUnusable before minutes are spent on what could not be kept. */
const requireTarget = async (path: string): Promise<void> => {
  const unusable = (why: string) => bundleProblems.TargetUnusable({ path, why })
  const parent = await stat(dirname(path)).catch((error: unknown) => {
    throw unusable(reasonOf(error))
  })
  if (!parent.isDirectory()) throw unusable(`${dirname(path)} is no folder.`)
  if ((await stat(path).catch(() => undefined))?.isDirectory()) throw unusable('It is a folder.')
}

const fill = async (tar: Pack, store: Store, { entry, blobs }: VerifiedBundle): Promise<void> => {
  const mtime = new Date(0)
  addEntry(tar, { name: 'oci-layout', mtime }, '{"imageLayoutVersion":"1.0.0"}')
  const index = JSON.stringify({ ...emptyIndex, manifests: [entry.descriptor] })
  addEntry(tar, { name: 'index.json', mtime }, index)
  for (const sha256 of [...blobs.keys()].toSorted())
    await addFile(tar, { name: `blobs/sha256/${sha256}`, mtime }, store.blobPath(sha256))
}
