import { artifactId, type Artifact } from '@slipway/domain'
import { gzipSync } from 'node:zlib'
import { sha256OfBytes } from '../../store/digest.ts'
import type { Store } from '../../store/store.ts'
import type { VerifiedBundle } from '../../verify/verify.ts'
import { serveProblems } from '../problems.ts'

/** What one path answers with: a blob of the store, or bytes made for the purpose. */
export interface Served {
  /** Media type. */
  type: string
  sha256: string
  /** Bytes. */
  size: number
  bytes?: Uint8Array
  /** What it is, in words. */
  of: string
}

const types = {
  text: 'text/plain; charset=utf-8',
  json: 'application/json',
  bytes: 'application/octet-stream',
}

const made = (type: string, content: string | Uint8Array, of: string): Served => {
  const bytes = Buffer.from(content)
  return { type, sha256: sha256OfBytes(bytes), size: bytes.length, bytes, of }
}

/**
 * Every path that can be asked for, each with its answer; nothing else is served. Paths are decoded, as in
 * /bundles/1.36.3/files/kubelet. Every bundle has a folder by its digest, the current one also by its version.
 * Throws NameTwice when two contents would share a path.
 */
export const servedPaths = async (
  store: Store,
  bundles: readonly VerifiedBundle[],
  authorityPem: string,
): Promise<ReadonlyMap<string, Served>> => {
  const paths = new Map<string, Served>()
  const add = (path: string, served: Served) => {
    const other = paths.get(path)
    if (other && other.sha256 !== served.sha256)
      throw serveProblems.NameTwice({ name: path, first: other.of, second: served.of })
    paths.set(path, served)
  }
  const list = bundles
    .filter(({ entry }) => entry.replaced === undefined)
    .map(({ entry, digest }) => ({ version: entry.version, digest, key: entry.signature.key }))
  add('/healthz', made(types.text, 'ok\n', 'health'))
  add('/ca.crt', made('application/x-x509-ca-cert', authorityPem, 'authority'))
  add('/bundles', made(types.json, `${JSON.stringify(list, null, 1)}\n`, 'list of bundles'))
  for (const bundle of bundles) {
    const { entry, digest } = bundle
    for (const [path, served] of await pathsOfBundle(store, bundle))
      for (const name of entry.replaced === undefined ? [entry.version, digest] : [digest])
        add(`/bundles/${name}/${path}`, served)
    for (const [sha256, of] of bundle.blobs)
      add(`/blobs/sha256/${sha256}`, { type: types.bytes, sha256, size: await sizeOf(store, sha256), of })
  }
  return paths
}

/** Below the bundle's folder. */
const pathsOfBundle = async (store: Store, bundle: VerifiedBundle): Promise<[string, Served][]> => {
  const { entry, manifest, digest } = bundle
  const of = `the manifest of bundle ${entry.version}`
  const paths: [string, Served][] = [
    ['manifest.json', { type: types.json, sha256: digest, size: await sizeOf(store, digest), of }],
    ['manifest.json.sig', made(types.text, `${entry.signature.value}\n`, `the signature of ${of}`)],
  ]
  for (const artifact of manifest.artifacts) {
    if (artifact.kind === 'os-package') paths.push([`os/${artifact.os}/${artifact.file}`, blob(artifact)])
    else if (artifact.kind !== 'image') paths.push([`files/${artifact.name}`, blob(artifact)])
    if (artifact.kind !== 'manifest') continue
    const os = packageIndexOf(artifact.name)
    if (os !== undefined) paths.push(...(await packageIndex(store, `os/${os}`, artifact)))
    const metadata = metadataOf(artifact.name)
    if (metadata) paths.push([`os/${metadata.os}/repodata/${metadata.file}`, blob(artifact)])
  }
  return paths
}

/** A bundle's `debian-12-packages` is the index of debian-12's packages. */
const packageIndexOf = (name: string): string | undefined => /^(.+)-packages$/.exec(name)?.[1]

/** A bundle's `rhel-9-repomd.xml` is the file repomd.xml of what makes rhel-9's packages a repository for dnf. */
const metadataOf = (name: string): { os: string; file: string } | undefined => {
  const [, os, file] = /^(rhel-\d+)-([a-z]+\.xml(?:\.gz)?)$/.exec(name) ?? []
  return os !== undefined && file !== undefined ? { os, file } : undefined
}

const packageIndex = async (
  store: Store,
  folder: string,
  artifact: Artifact,
): Promise<[string, Served][]> => [
  [`${folder}/Packages`, { ...blob(artifact), type: types.text }],
  [
    `${folder}/Packages.gz`,
    made(
      'application/gzip',
      gzipSync(await store.readBlob(artifact.sha256)),
      `${artifactId(artifact)}, compressed`,
    ),
  ],
]

const blob = (artifact: Artifact): Served => ({
  type: types.bytes,
  sha256: artifact.sha256,
  size: artifact.size,
  of: artifactId(artifact),
})

const sizeOf = async (store: Store, sha256: string): Promise<number> => (await store.sizeOf(sha256)) ?? 0
