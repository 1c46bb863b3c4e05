import { artifactId, type Artifact, type BundleManifest } from '@slipway/domain'
import { availableParallelism } from 'node:os'
import pMap from 'p-map'
import { blobsOfImage } from '../oci/image.ts'
import { bundleProblems, layoutUnreadable } from '../problems.ts'
import { checkSignature } from '../signature/sign.ts'
import type { PublicKey } from '../signature/keys.ts'
import { findBundle, manifestBlobOf, readManifest, type BundleEntry } from '../store/bundles.ts'
import { unlessAbsent } from '../store/absent.ts'
import { sha256OfFile } from '../store/digest.ts'
import type { Store } from '../store/store.ts'
import { sha256Of } from '../oci/schema.ts'

export interface Trust {
  keys: readonly PublicKey[]
  /** Where trusted keys are kept; problems name it. */
  folder: string
}

/** A bundle whose signature and every byte were checked. */
export interface VerifiedBundle {
  entry: BundleEntry
  manifest: BundleManifest
  /** Sha256 of the manifest's bytes: what a plan pins. */
  digest: string
  /** Every blob of the bundle, each once, with what it belongs to. */
  blobs: ReadonlyMap<string, string>
}

/**
 * Checks signature and every hash of one version, each blob once.
 * Throws VersionUnknown, KeyUnknown, SignatureWrong, VersionWrong, BlobMissing, BlobDamaged or LayoutUnreadable.
 */
export const verifyBundle = async (
  store: Store,
  version: string,
  trust: Trust,
  signal?: AbortSignal,
): Promise<VerifiedBundle> =>
  verifyEntry(store, await findBundle(store, version), trust, { ...(signal && { signal }) })

interface VerifyOptions {
  signal?: AbortSignal
  /** Blobs that were just found sound and are not read again; what is found now is added. */
  sound?: Set<string>
}

/** As verifyBundle, for one bundle of the index, be it current or replaced. */
export const verifyEntry = async (
  store: Store,
  entry: BundleEntry,
  trust: Trust,
  { signal, sound = new Set() }: VerifyOptions = {},
): Promise<VerifiedBundle> => {
  const { version } = entry
  const check = async (sha256: string, name: string) => {
    if (sound.has(sha256)) return
    await checkBlob(store, sha256, name)
    sound.add(sha256)
  }
  await check(sha256Of(entry.descriptor), `the bundle ${version}`)
  const digest = await manifestBlobOf(store, entry)
  await check(digest, `the manifest of bundle ${version}`)
  const bytes = await store.readBlob(digest)
  checkSignature(version, bytes, entry.signature, trust)
  const manifest = await readManifest(store, entry)
  // the index is not signed: a true bundle under another version's name is refused
  if (manifest.kubernetes !== version)
    throw bundleProblems.VersionWrong({ version, actual: manifest.kubernetes, store: store.folder })
  const blobs = new Map([
    [sha256Of(entry.descriptor), `bundle ${version}`],
    [digest, `the manifest of bundle ${version}`],
  ])
  for (const artifact of manifest.artifacts)
    for (const sha256 of await blobsOf(store, artifact, check))
      if (!blobs.has(sha256)) blobs.set(sha256, artifactId(artifact))
  await pMap(blobs, ([sha256, name]) => check(sha256, name), {
    concurrency: availableParallelism(),
    ...(signal && { signal }),
  })
  return { entry, manifest, digest, blobs }
}

/** An image's manifest is checked before it is read: its layers are only as true as it is. */
const blobsOf = async (
  store: Store,
  artifact: Artifact,
  check: (sha256: string, name: string) => Promise<void>,
): Promise<string[]> => {
  if (artifact.kind !== 'image') return [artifact.sha256]
  await check(artifact.sha256, artifactId(artifact))
  return blobsOfImage(store, artifact.sha256)
}

const checkBlob = async (store: Store, sha256: string, name: string): Promise<void> => {
  const path = store.blobPath(sha256)
  const actual = await unlessAbsent(sha256OfFile(path)).catch((error: unknown) => {
    throw layoutUnreadable(path, error)
  })
  if (actual === undefined) throw bundleProblems.BlobMissing({ artifact: name, path })
  if (actual !== sha256) throw bundleProblems.BlobDamaged({ artifact: name, path, expected: sha256, actual })
}
