import { layoutUnreadable } from '../problems.ts'
import type { Store } from '../store/store.ts'
import { imageManifestSchema, sha256Of, type Descriptor, type ImageManifest } from './schema.ts'

/** The image manifest under this sha256. Throws LayoutUnreadable if it is not here or is none. */
export const readImage = async (store: Store, sha256: string): Promise<ImageManifest> => {
  try {
    return imageManifestSchema.parse(JSON.parse((await store.readBlob(sha256)).toString()))
  } catch (error) {
    throw layoutUnreadable(store.blobPath(sha256), error)
  }
}

/** What an image consists of besides its manifest. */
export const partsOf = (image: ImageManifest): Descriptor[] => [image.config, ...image.layers]

/** Bytes of manifest, configuration and layers together, as bundle manifests count an image. */
export const imageSize = (manifestBytes: number, image: ImageManifest): number =>
  partsOf(image).reduce((sum, part) => sum + part.size, manifestBytes)

/** Every blob of an image, its manifest first. */
export const blobsOfImage = async (store: Store, sha256: string): Promise<string[]> => [
  sha256,
  ...partsOf(await readImage(store, sha256)).map(sha256Of),
]
