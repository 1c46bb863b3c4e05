import { bundleManifestSchema, encodeManifest, type BundleManifest } from '@slipway/domain'
import type { KeyObject } from 'node:crypto'
import { annotations, mediaTypes, sha256Of, type Descriptor, type Index } from '../oci/schema.ts'
import { readImage } from '../oci/image.ts'
import { bundleProblems, layoutUnreadable } from '../problems.ts'
import { signBytes, type Signature } from '../signature/sign.ts'
import type { Store } from './store.ts'

/** A bundle as its store's index names it; nothing of it has been verified yet. */
export interface BundleEntry {
  version: string
  descriptor: Descriptor
  signature: Signature
  /** When another bundle of this version took its place; absent from the current one. */
  replaced?: Date
}

/** The current bundles, one of each version. */
export const listBundles = (index: Index): BundleEntry[] =>
  allBundles(index).filter(({ replaced }) => replaced === undefined)

/** Those whose place another one took; plans that pin their digests still find them. */
export const replacedBundles = (index: Index): (BundleEntry & { replaced: Date })[] =>
  allBundles(index).filter((entry): entry is BundleEntry & { replaced: Date } => entry.replaced !== undefined)

const allBundles = (index: Index): BundleEntry[] =>
  index.manifests.flatMap((descriptor) => {
    const version = descriptor.annotations?.[annotations.kubernetes]
    const value = descriptor.annotations?.[annotations.signature]
    const key = descriptor.annotations?.[annotations.key]
    const replaced = descriptor.annotations?.[annotations.replaced]
    if (descriptor.artifactType !== mediaTypes.bundle || !version || !value || !key) return []
    const entry = { version, descriptor, signature: { key, value } }
    return [replaced === undefined ? entry : { ...entry, replaced: new Date(Date.parse(replaced) || 0) }]
  })

/** The current bundle. Throws VersionUnknown, naming the versions that are here. */
export const findBundle = async (store: Store, version: string): Promise<BundleEntry> => {
  const bundles = listBundles(await store.readIndex())
  const entry = bundles.find((bundle) => bundle.version === version)
  if (!entry)
    throw bundleProblems.VersionUnknown({ version, known: bundles.map((bundle) => bundle.version).sort() })
  return entry
}

/** Sha256 of the bundle manifest's own bytes: the configuration of the OCI artifact. */
export const manifestBlobOf = async (store: Store, entry: BundleEntry): Promise<string> =>
  sha256Of((await readImage(store, sha256Of(entry.descriptor))).config)

/** Throws LayoutUnreadable; whether the manifest is signed is not looked at. */
export const readManifest = async (store: Store, entry: BundleEntry): Promise<BundleManifest> => {
  const sha256 = await manifestBlobOf(store, entry)
  try {
    return bundleManifestSchema.parse(JSON.parse((await store.readBlob(sha256)).toString()))
  } catch (error) {
    throw layoutUnreadable(store.blobPath(sha256), error)
  }
}

/**
 * Signs the manifest and enters it and its images in the index, in place of the version's earlier bundle, which is
 * kept as replaced.
 * The bundle is an OCI artifact: its configuration is the manifest, its layers are the files.
 */
export const publishBundle = async (
  store: Store,
  manifest: BundleManifest,
  privateKey: KeyObject,
): Promise<void> => {
  const bytes = Buffer.from(encodeManifest(manifest))
  const config = await store.addBytes(bytes)
  const files = manifest.artifacts.filter((artifact) => artifact.kind !== 'image')
  const artifact = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    artifactType: mediaTypes.bundle,
    config: { mediaType: mediaTypes.bundleManifest, digest: `sha256:${config.sha256}`, size: config.size },
    layers: files.map((file) => ({
      mediaType: mediaTypes.file,
      digest: `sha256:${file.sha256}`,
      size: file.size,
      annotations: { [annotations.title]: file.kind === 'os-package' ? file.file : file.name },
    })),
  })
  const { sha256, size } = await store.addBytes(artifact)
  const signature = signBytes(bytes, privateKey)
  await enterBundle(store, manifest, {
    version: manifest.kubernetes,
    signature,
    descriptor: {
      mediaType: mediaTypes.manifest,
      artifactType: mediaTypes.bundle,
      digest: `sha256:${sha256}`,
      size,
      annotations: {
        [annotations.kubernetes]: manifest.kubernetes,
        [annotations.signature]: signature.value,
        [annotations.key]: signature.key,
      },
    },
  })
}

/**
 * Enters a bundle whose blobs are all here as the current one of its version. The one that was current until now stays
 * as replaced, unless it is the same by its manifest's digest.
 */
export const enterBundle = async (
  store: Store,
  manifest: BundleManifest,
  entry: BundleEntry,
): Promise<void> => {
  const images: Descriptor[] = []
  for (const image of manifest.artifacts) {
    if (image.kind !== 'image') continue
    // an official image keeps its manifest's bytes, which may be of Docker's type
    const { mediaType } = await readImage(store, image.sha256)
    images.push({
      mediaType: mediaType ?? mediaTypes.manifest,
      digest: `sha256:${image.sha256}`,
      size: (await store.sizeOf(image.sha256)) ?? 0,
      annotations: {
        [annotations.refName]: `${image.name}:${image.version}`,
        [annotations.kubernetes]: entry.version,
      },
    })
  }
  await store.updateIndex(async (index) => ({
    ...index,
    manifests: [
      ...index.manifests.filter((other) => other.annotations?.[annotations.kubernetes] !== entry.version),
      ...(await earlierBundles(store, index, entry)),
      entry.descriptor,
      ...images,
    ],
  }))
}

/** What an entry leaves of those of its version, each marked as replaced; itself is not among them. */
const earlierBundles = async (store: Store, index: Index, entry: BundleEntry): Promise<Descriptor[]> => {
  const digest = await manifestBlobOf(store, entry)
  const now = new Date().toISOString()
  const earlier: Descriptor[] = []
  for (const other of allBundles(index).filter(({ version }) => version === entry.version)) {
    // one that cannot be read is another one: all of this one's blobs are here
    if ((await manifestBlobOf(store, other).catch(() => undefined)) === digest) continue
    const marks = {
      ...other.descriptor.annotations,
      [annotations.replaced]: other.replaced?.toISOString() ?? now,
    }
    earlier.push({ ...other.descriptor, annotations: marks })
  }
  return earlier
}
