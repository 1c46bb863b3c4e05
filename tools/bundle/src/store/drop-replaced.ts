import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256Schema } from '@slipway/domain'
import { blobsOfImage } from '../oci/image.ts'
import { annotations, sha256Of, type Descriptor, type Index } from '../oci/schema.ts'
import { unlessAbsent } from './absent.ts'
import { sha256OfFile } from './digest.ts'
import { listBundles, manifestBlobOf, readManifest, replacedBundles, type BundleEntry } from './bundles.ts'
import type { Store } from './store.ts'

/** A plan that was made just before its bundle was replaced may start within this time. */
const restMs = 60 * 60 * 1000
/** Who builds or imports brings blobs in long before the index names them; nobody takes a day for it. */
const buildMs = 24 * 60 * 60 * 1000

export interface Dropped {
  /** Those that are gone; the digest is missing where it could not be read any more. */
  bundles: { version: string; digest?: string }[]
  /** How many blobs are gone, which no bundle has any more. */
  blobs: number
}

/**
 * Lets the replaced bundles go that were replaced more than an hour ago and whose digest is not among `needed`, then
 * the blobs of no bundle that nobody brought in within the last day. While a bundle is here whose manifests are
 * damaged, no blob is removed: what they named cannot be told. A crash in between leaves blobs for the next time.
 * Where there is no store, nothing happens. Throws LayoutUnreadable for an index that cannot be read.
 */
export const dropReplaced = async (
  store: Store,
  needed: ReadonlySet<string>,
  now: Date = new Date(),
): Promise<Dropped> => {
  if (!existsSync(join(store.folder, 'index.json'))) return { bundles: [], blobs: 0 }
  return store.holdingIndex(async (index, write) => {
    const bundles: Dropped['bundles'] = []
    const gone = new Set<Descriptor>()
    for (const entry of replacedBundles(index)) {
      if (now.getTime() - entry.replaced.getTime() < restMs) continue
      const digest = await manifestBlobOf(store, entry).catch(() => undefined)
      if (digest !== undefined && needed.has(digest)) continue
      gone.add(entry.descriptor)
      bundles.push({ version: entry.version, ...(digest !== undefined && { digest }) })
    }
    const left: Index = { ...index, manifests: index.manifests.filter((one) => !gone.has(one)) }
    if (gone.size > 0) await write(left)
    const kept = await blobsOfIndex(store, left)
    return { bundles, blobs: kept ? await removeOthers(store, kept, new Date(now.getTime() - buildMs)) : 0 }
  })
}

/** Undefined where that cannot be told. */
const blobsOfIndex = async (store: Store, index: Index): Promise<Set<string> | undefined> => {
  try {
    const blobs = new Set<string>()
    for (const entry of [...listBundles(index), ...replacedBundles(index)])
      for (const sha256 of await blobsOfBundle(store, entry)) blobs.add(sha256)
    // what stands in the index without being a bundle of ours: an image of one, or somebody else's
    for (const descriptor of index.manifests)
      if (descriptor.annotations?.[annotations.signature] === undefined)
        for (const sha256 of await blobsOf(store, sha256Of(descriptor))) blobs.add(sha256)
    return blobs
  } catch {
    return undefined
  }
}

const blobsOfBundle = async (store: Store, entry: BundleEntry): Promise<string[]> => {
  await requireSound(store, await manifestBlobOf(store, entry))
  const { artifacts } = await readManifest(store, entry)
  const images = artifacts.filter(({ kind }) => kind === 'image')
  const manifests = [entry.descriptor.digest, ...images.map(({ sha256 }) => `sha256:${sha256}`)]
  const parts = await Promise.all(manifests.map((digest) => blobsOf(store, sha256Of({ digest }))))
  return [...artifacts.map(({ sha256 }) => sha256), ...parts.flat()]
}

const blobsOf = async (store: Store, sha256: string): Promise<string[]> => {
  await requireSound(store, sha256)
  return blobsOfImage(store, sha256)
}

const requireSound = async (store: Store, sha256: string): Promise<void> => {
  if ((await sha256OfFile(store.blobPath(sha256))) !== sha256) throw new Error(`${sha256} is damaged`)
}

const removeOthers = async (store: Store, kept: ReadonlySet<string>, unlessSince: Date): Promise<number> => {
  let removed = 0
  for (const name of (await unlessAbsent(readdir(join(store.folder, 'blobs/sha256')))) ?? [])
    if (
      !kept.has(name) &&
      sha256Schema.safeParse(name).success &&
      (await store.removeBlob(name, unlessSince))
    )
      removed++
  return removed
}
