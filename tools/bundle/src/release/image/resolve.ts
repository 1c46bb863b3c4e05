import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { imageManifestSchema, indexSchema, sha256Of, type ImageManifest } from '../../oci/schema.ts'
import { sha256OfBytes } from '../../store/digest.ts'
import type { ReleaseCache } from '../cache/release-cache.ts'
import type { ReleaseImage } from '../catalogue.ts'
import type { Connection } from '../http/connection.ts'
import { download, readSmall, type Ask } from '../http/download.ts'
import { mirroredRegistry } from '../mirrors.ts'
import { releaseProblems } from '../problems.ts'
import { jsonOf, manifestTypes } from './registry.ts'

/** One image's way from its registry. */
export interface Pull {
  connection: Connection
  cache: ReleaseCache
  image: ReleaseImage
  /** What problems call it: its full name with its tag. */
  artifact: string
  open: Ask
}

export interface ResolvedImage {
  sha256: string
  path: string
  manifest: ImageManifest
}

const accept = { accept: manifestTypes.join(', ') }

/** The manifest for linux/amd64 behind the image's tag. Throws ImageUnusable if there is none. */
export const resolveImage = async (pull: Pull): Promise<ResolvedImage> => {
  const top = await manifestAt(pull, await digestOfTag(pull))
  const index = indexSchema.safeParse(top.json)
  if (!index.success) return imageOf(pull, top)
  const platform = index.data.manifests.find(
    (entry) => entry.platform?.os === 'linux' && entry.platform.architecture === 'amd64',
  )
  if (platform === undefined) throw unusable(pull, 'Its index names no manifest for linux/amd64.')
  return imageOf(pull, await manifestAt(pull, sha256Of(platform)))
}

/** Fetches a blob of the image, unless the cache has it. Gives its path. */
export const fetchBlob = (pull: Pull, sha256: string): Promise<string> =>
  fetchDigest(pull, sha256, `blobs/sha256:${sha256}`)

export const unusable = (pull: Pull, why: string) =>
  releaseProblems.ImageUnusable({
    artifact: pull.artifact,
    address: addressOf(pull, `manifests/${pull.image.tag}`),
    why,
  })

const imageOf = (pull: Pull, found: { sha256: string; path: string; json: unknown }): ResolvedImage => {
  const manifest = imageManifestSchema.safeParse(found.json)
  if (!manifest.success) throw unusable(pull, `Not an image manifest: ${z.prettifyError(manifest.error)}`)
  return { sha256: found.sha256, path: found.path, manifest: manifest.data }
}

/** Sha256 of what the tag names; asked of the registry once, then remembered as releases' tags do not move. */
const digestOfTag = async (pull: Pull): Promise<string> => {
  const { connection, cache, image, artifact, open } = pull
  const upstream = `https://${image.host}/v2/${image.path}/manifests/${image.tag}`
  const known = await cache.said(upstream)
  if (known !== undefined) return known
  const address = addressOf(pull, `manifests/${image.tag}`)
  const { bytes, headers } = await readSmall(connection, { artifact, address, headers: accept }, open)
  const actual = sha256OfBytes(bytes)
  const expected = headers.get('docker-content-digest')?.replace(/^sha256:/, '') ?? actual
  if (actual !== expected) throw releaseProblems.ChecksumWrong({ artifact, address, expected, actual })
  if (jsonOf(bytes) === undefined) throw unusable(pull, 'The answer is not JSON.')
  await cache.addContent(actual, bytes)
  await cache.remember(upstream, actual)
  return actual
}

const manifestAt = async (pull: Pull, sha256: string) => {
  const path = await fetchDigest(pull, sha256, `manifests/sha256:${sha256}`)
  return { sha256, path, json: jsonOf(await readFile(path)) }
}

const fetchDigest = (pull: Pull, sha256: string, what: string): Promise<string> => {
  const { connection, cache, artifact, open } = pull
  const headers = what.startsWith('manifests/') ? accept : {}
  return cache.content(sha256, (path) =>
    download(connection, { artifact, address: addressOf(pull, what), headers, sha256, path }, open),
  )
}

const addressOf = ({ image, connection }: Pull, what: string): string =>
  mirroredRegistry(image.host, `${image.path}/${what}`, connection.mirrors)
