import type { Artifact } from '@slipway/domain'
import { readFile, stat } from 'node:fs/promises'
import { imageSize, partsOf } from '../../oci/image.ts'
import { sha256Of } from '../../oci/schema.ts'
import type { Store } from '../../store/store.ts'
import type { ReleaseCache } from '../cache/release-cache.ts'
import { releaseLicence, type ReleaseImage } from '../catalogue.ts'
import type { Connection } from '../http/connection.ts'
import { jsonOf, registryAsk } from './registry.ts'
import { fetchBlob, resolveImage, unusable, type Pull } from './resolve.ts'

/** Brings an image for linux/amd64 into the store, as its registry has it: same manifest, same digest. */
export const pullImage = async (
  image: ReleaseImage,
  { connection, cache, store }: { connection: Connection; cache: ReleaseCache; store: Store },
): Promise<Artifact> => {
  const name = `${image.host}/${image.path}`
  const artifact = `image ${name}:${image.tag}`
  const pull: Pull = { connection, cache, image, artifact, open: registryAsk() }
  const { sha256, path, manifest } = await resolveImage(pull)
  const config = await fetchBlob(pull, sha256Of(manifest.config))
  checkPlatform(pull, jsonOf(await readFile(config)))
  for (const part of partsOf(manifest)) {
    const blob = sha256Of(part)
    await store.addFile(await fetchBlob(pull, blob), blob)
  }
  await store.addFile(path, sha256)
  return {
    kind: 'image',
    name,
    version: image.tag,
    platform: 'linux/amd64',
    size: imageSize((await stat(path)).size, manifest),
    sha256,
    licence: releaseLicence,
    source: `https://${name}:${image.tag}`,
  }
}

/** A single manifest does not say its platform; its configuration does. */
const checkPlatform = (pull: Pull, config: unknown): void => {
  const { os, architecture } = (config ?? {}) as { os?: unknown; architecture?: unknown }
  if (os !== 'linux' || architecture !== 'amd64')
    throw unusable(pull, `Its configuration is for ${String(os)}/${String(architecture)}.`)
}
