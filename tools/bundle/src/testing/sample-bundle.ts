import type { Artifact, BundleManifest } from '@slipway/domain'
import { generateKeyPairSync } from 'node:crypto'
import { mediaTypes } from '../oci/schema.ts'
import { publicKeyOf } from '../signature/keys.ts'
import { publishBundle } from '../store/bundles.ts'
import type { Blob, Store } from '../store/store.ts'
import type { Trust } from '../verify/verify.ts'

const { privateKey } = generateKeyPairSync('ed25519')

/** Trusts what `publishSample` signs, and nothing else. */
export const sampleTrust: Trust = { keys: [publicKeyOf(privateKey)], folder: 'the test' }

const common = {
  platform: 'linux/amd64',
  licence: 'Apache-2.0',
  source: 'made by the test',
} as const

export interface SampleImage {
  artifact: Artifact
  manifest: string
  config: Blob
  layers: Blob[]
}

/** An image whose layers are these texts. */
export const sampleImage = async (
  store: Store,
  name: string,
  tag: string,
  layers: string[],
): Promise<SampleImage> => {
  const parts = await Promise.all(layers.map((layer) => store.addBytes(layer)))
  const config = await store.addBytes(JSON.stringify({ architecture: 'amd64', os: 'linux', of: name }))
  const describe = (mediaType: string, { sha256, size }: Blob) => ({
    mediaType,
    digest: `sha256:${sha256}`,
    size,
  })
  const manifest = JSON.stringify({
    schemaVersion: 2,
    mediaType: mediaTypes.manifest,
    config: describe(mediaTypes.config, config),
    layers: parts.map((part) => describe(mediaTypes.layerZstd, part)),
  })
  const { sha256, size } = await store.addBytes(manifest)
  const total = [config, ...parts].reduce((sum, part) => sum + part.size, size)
  const artifact: Artifact = { kind: 'image', name, version: tag, ...common, size: total, sha256 }
  return { artifact, manifest, config, layers: parts }
}

export const sampleBinary = (name: string, component: string, blob: Blob): Artifact => ({
  kind: 'binary',
  name,
  component,
  version: '1.0.0',
  ...common,
  ...blob,
})

/** A Debian package and the index that names it. */
export const samplePackages = async (store: Store): Promise<Artifact[]> => {
  const deb = await store.addBytes('a package')
  const index = await store.addBytes(
    `Package: tool\nVersion: 1:2.0~rc1+x\nArchitecture: amd64\nFilename: ./tool_2.0~rc1+x_amd64.deb\nSize: ${deb.size}\nSHA256: ${deb.sha256}\n\n`,
  )
  const version = '1:2.0~rc1+x'
  const file = 'tool_2.0~rc1+x_amd64.deb'
  return [
    { kind: 'os-package', name: 'tool', os: 'debian-12', file, version, ...common, ...deb },
    { kind: 'manifest', name: 'debian-12-packages', version: '1', ...common, ...index },
  ]
}

/** Signs and enters a bundle of these artifacts. */
export const publishSample = async (
  store: Store,
  kubernetes: string,
  artifacts: Artifact[],
): Promise<BundleManifest> => {
  const manifest: BundleManifest = {
    schema: 1,
    kubernetes,
    platform: 'linux/amd64',
    source: 'modules',
    operatingSystems: ['debian-12'],
    artifacts,
  }
  await publishBundle(store, manifest, privateKey)
  return manifest
}
