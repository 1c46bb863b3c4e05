import { artifactsOf, bundleManifestSchema, refuse, type BundleManifest } from '@slipway/domain'
import { createHash } from 'node:crypto'
import { get } from 'node:https'
import type { BundlePin, BundleSource } from '../deps.ts'

export interface ServedFrom {
  /** As in https://192.0.2.1:8443, where `slipway bundle serve` gives files. */
  filesUrl: string
  /** The certificate that it is trusted by, PEM. */
  ca: string
}

/**
 * Bundles as the platform serves them. `where` is asked each time, since the certificate is made when serving begins.
 * Every byte is checked: the manifest by the plan's digest, a file by the manifest.
 */
export const servedBundles = (where: () => Promise<ServedFrom> | ServedFrom): BundleSource => {
  const fetchBlob = async (sha256: string, path: string): Promise<Buffer | undefined> => {
    const bytes = await fetchBytes(await where(), path)
    return bytes && createHash('sha256').update(bytes).digest('hex') === sha256 ? bytes : undefined
  }
  const manifest = async ({ version, digest }: BundlePin): Promise<BundleManifest> => {
    const bytes = await fetchBlob(digest, `/bundles/${digest}/manifest.json`)
    if (!bytes) throw refuse('not-found', 'verify/BundleMissing', { version, digest })
    return bundleManifestSchema.parse(JSON.parse(bytes.toString()))
  }
  return {
    manifest,
    file: async (pin, name) => {
      const artifact = artifactsOf(await manifest(pin), 'manifest').find((one) => one.name === name)
      const bytes = artifact && (await fetchBlob(artifact.sha256, `/blobs/sha256/${artifact.sha256}`))
      if (!bytes) throw refuse('not-found', 'verify/ManifestMissing', { version: pin.version, name })
      return bytes.toString()
    },
  }
}

const timeoutMilliseconds = 30_000

/** Undefined where the server has no such path. */
const fetchBytes = ({ filesUrl, ca }: ServedFrom, path: string): Promise<Buffer | undefined> =>
  new Promise((resolve, reject) => {
    const unreachable = (error: Error): void =>
      reject(refuse('unavailable', 'verify/BundlesUnreachable', { url: filesUrl, reason: error.message }))
    const request = get(new URL(path, filesUrl), { ca, timeout: timeoutMilliseconds }, (response) => {
      const chunks: Buffer[] = []
      response.on('data', (chunk: Buffer) => chunks.push(chunk))
      response.on('error', unreachable)
      response.on('end', () => resolve(response.statusCode === 200 ? Buffer.concat(chunks) : undefined))
    })
    request.on('timeout', () => request.destroy(new Error('it does not answer')))
    request.on('error', unreachable)
  })
