import type { ArtifactOf } from '@slipway/domain'
import type { Layer } from '../layer/cached-layer.ts'
import { imageSize } from '../oci/image.ts'
import { mediaTypes, type ImageManifest } from '../oci/schema.ts'
import type { Store } from '../store/store.ts'

export interface ImageSpec {
  name: string
  tag: string
  layers: readonly Layer[]
  entrypoint?: readonly string[]
  licence: string
  source: string
}

const path = 'PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'

/** Puts an image made of these layers into the store. It bears no time: the same layers are the same image. */
export const addImage = async (store: Store, spec: ImageSpec): Promise<ArtifactOf<'image'>> => {
  const config = await store.addBytes(
    JSON.stringify({
      architecture: 'amd64',
      os: 'linux',
      config: { Env: [path], ...(spec.entrypoint && { Entrypoint: spec.entrypoint }) },
      rootfs: { type: 'layers', diff_ids: spec.layers.map((layer) => `sha256:${layer.diffId}`) },
    }),
  )
  for (const layer of spec.layers) await store.addFile(layer.path, layer.sha256)
  const image: ImageManifest = {
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: { mediaType: mediaTypes.config, digest: `sha256:${config.sha256}`, size: config.size },
    layers: spec.layers.map(({ sha256, size }) => ({
      mediaType: mediaTypes.layerZstd,
      digest: `sha256:${sha256}`,
      size,
    })),
  }
  const manifest = await store.addBytes(JSON.stringify(image))
  return {
    kind: 'image',
    name: spec.name,
    version: spec.tag,
    platform: 'linux/amd64',
    size: imageSize(manifest.size, image),
    sha256: manifest.sha256,
    licence: spec.licence,
    source: spec.source,
  }
}
