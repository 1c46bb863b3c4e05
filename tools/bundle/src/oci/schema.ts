import { sha256Schema } from '@slipway/domain'
import { z } from 'zod'

/** Media types of OCI image-spec 1.1 and of Slipway's own artifact. */
export const mediaTypes = {
  index: 'application/vnd.oci.image.index.v1+json',
  manifest: 'application/vnd.oci.image.manifest.v1+json',
  config: 'application/vnd.oci.image.config.v1+json',
  layerZstd: 'application/vnd.oci.image.layer.v1.tar+zstd',
  bundle: 'application/vnd.slipway.bundle.v1',
  bundleManifest: 'application/vnd.slipway.bundle.manifest.v1+json',
  file: 'application/octet-stream',
} as const

/** Docker's names for the same things, as upstream registries still serve them. */
export const dockerMediaTypes = {
  index: 'application/vnd.docker.distribution.manifest.list.v2+json',
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
} as const

export const annotations = {
  refName: 'org.opencontainers.image.ref.name',
  title: 'org.opencontainers.image.title',
  /** Kubernetes version of a bundle. */
  kubernetes: 'io.slipway.kubernetes',
  /** ed25519 signature of the bundle manifest's bytes, base64. */
  signature: 'io.slipway.signature',
  /** Id of the key that signed. */
  key: 'io.slipway.key',
  /** When another bundle took a bundle's place, RFC 3339; absent from the current ones. */
  replaced: 'io.slipway.replaced',
} as const

const digest = z
  .string()
  .startsWith('sha256:')
  .refine((value) => sha256Schema.safeParse(value.slice(7)).success, 'not a sha256 digest')

export const descriptorSchema = z.looseObject({
  mediaType: z.string(),
  artifactType: z.string().optional(),
  digest,
  size: z.int().nonnegative(),
  annotations: z.record(z.string(), z.string()).optional(),
  platform: z.looseObject({ architecture: z.string(), os: z.string() }).optional(),
})
export const imageManifestSchema = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  config: descriptorSchema,
  layers: z.array(descriptorSchema),
})
export const indexSchema = z.looseObject({
  schemaVersion: z.literal(2),
  mediaType: z.string().optional(),
  manifests: z.array(descriptorSchema),
})

export type Descriptor = z.infer<typeof descriptorSchema>
export type ImageManifest = z.infer<typeof imageManifestSchema>
export type Index = z.infer<typeof indexSchema>

export const emptyIndex: Index = { schemaVersion: 2, mediaType: mediaTypes.index, manifests: [] }

export const sha256Of = (descriptor: { digest: string }): string => descriptor.digest.slice('sha256:'.length)
