import { z } from 'zod'

/** A sha256 as 64 lower-case hexadecimal digits, without a prefix. */
export const sha256Schema = z.string().regex(/^[0-9a-f]{64}$/)

/** A Kubernetes version without the leading v, as in 1.36.3. */
export const kubernetesVersionSchema = z.string().regex(/^\d+\.\d+\.\d+$/)

/** What bundles are built for. */
export const platformSchema = z.enum(['linux/amd64'])

/** Families of operating systems whose packages a bundle can hold. */
export const osSchema = z.enum(['debian-12', 'rhel-9'])

const word = z.string().min(1).max(256)
/** Becomes a file name on hosts and a path in addresses, so it holds no separators. */
const fileName = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._+~^:-]{0,199}$/)
/** Of the distribution specification: a path part begins and ends with a letter or digit. */
const imageName = z.string().regex(/^[a-z0-9]+([.-]+[a-z0-9]+)*(:\d+)?(\/[a-z0-9]+([._-]+[a-z0-9]+)*)+$/)
const imageTag = z.string().regex(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/)

const common = {
  version: word,
  platform: z.union([platformSchema, z.literal('any')]),
  /** Bytes: of the file; of an image, its manifest, configuration and layers together. */
  size: z.int().positive(),
  /** Of the file; of an image, of its manifest. */
  sha256: sha256Schema,
  /** An SPDX expression where upstream gives one. */
  licence: word,
  /** Where it came from: a Go module with version, an address, or an OS release's package. */
  source: word,
}

/** A program; `component` is what it belongs to (kubernetes, containerd, cni-plugins, platform ...). */
const binary = z.strictObject({ kind: z.literal('binary'), name: fileName, component: fileName, ...common })
/** A container image under its upstream name; `version` is its tag. */
const image = z.strictObject({ kind: z.literal('image'), name: imageName, ...common, version: imageTag })
/** A file of data: Kubernetes objects, or the index of an OS package repository. */
const data = z.strictObject({ kind: z.literal('manifest'), name: fileName, ...common })
const chart = z.strictObject({ kind: z.literal('chart'), name: fileName, ...common })
const osPackage = z.strictObject({
  kind: z.literal('os-package'),
  name: fileName,
  os: osSchema,
  /** As its repository names it, e.g. haproxy_2.6.12-1_amd64.deb. */
  file: fileName,
  ...common,
})

export const artifactSchema = z.discriminatedUnion('kind', [binary, image, data, chart, osPackage])

/** Every artifact that a cluster of one Kubernetes version needs, and nothing else. */
export const bundleManifestSchema = z.strictObject({
  schema: z.literal(1),
  kubernetes: kubernetesVersionSchema,
  platform: platformSchema,
  /** `release`: upstream's own builds; `modules`: built from Go modules. The layout is the same. */
  source: z.enum(['release', 'modules']),
  operatingSystems: z.array(osSchema),
  artifacts: z.array(artifactSchema).min(1),
})

export type Artifact = z.infer<typeof artifactSchema>
export type ArtifactOf<Kind extends Artifact['kind']> = Extract<Artifact, { kind: Kind }>
export type BundleManifest = z.infer<typeof bundleManifestSchema>
export type OperatingSystem = z.infer<typeof osSchema>

/** What tells one artifact of a manifest from every other. */
export const artifactId = (artifact: Artifact): string =>
  artifact.kind === 'os-package'
    ? `os-package ${artifact.os}/${artifact.name} ${artifact.version}`
    : `${artifact.kind} ${artifact.name} ${artifact.version}`

export const artifactsOf = <Kind extends Artifact['kind']>(
  manifest: BundleManifest,
  kind: Kind,
): ArtifactOf<Kind>[] =>
  manifest.artifacts.filter((artifact): artifact is ArtifactOf<Kind> => artifact.kind === kind)

/**
 * The manifest's bytes: artifacts in order of their ids, so that the same content is always the same bytes
 * and therefore the same digest and signature.
 */
export const encodeManifest = (manifest: BundleManifest): string => {
  const artifacts = manifest.artifacts.toSorted((a, b) => compare(artifactId(a), artifactId(b)))
  return `${JSON.stringify(bundleManifestSchema.parse({ ...manifest, artifacts }), null, 1)}\n`
}

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)
