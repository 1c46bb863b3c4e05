import { rm } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { annotations, mediaTypes } from '../oci/schema.ts'
import { findBundle, manifestBlobOf } from '../store/bundles.ts'
import { sha256OfFile } from '../store/digest.ts'
import { Store } from '../store/store.ts'
import { flipBit } from '../testing/damage.ts'
import { useFolder } from '../testing/folder.ts'
import {
  publishSample,
  sampleBinary,
  sampleImage,
  sampleTrust,
  type SampleImage,
} from '../testing/sample-bundle.ts'
import { verifyBundle } from './verify.ts'

const folder = useFolder()
let store: Store
let image: SampleImage
let kubelet: string
beforeEach(async () => {
  store = new Store(folder.at('store'))
  image = await sampleImage(store, 'registry.k8s.io/pause', '3.10', ['the first layer', 'the second layer'])
  const blob = await store.addBytes('the kubelet')
  kubelet = blob.sha256
  await publishSample(store, '1.36.3', [sampleBinary('kubelet', 'kubernetes', blob), image.artifact])
})

const verify = () => verifyBundle(store, '1.36.3', sampleTrust)

test('a bundle that is whole is given with every blob that it consists of', async () => {
  const { manifest, digest, blobs, entry } = await verify()
  expect(manifest.kubernetes).toBe('1.36.3')
  expect(digest).toBe(await manifestBlobOf(store, entry))
  expect([...blobs.keys()].toSorted()).toEqual(
    [
      entry.descriptor.digest.slice('sha256:'.length),
      digest,
      kubelet,
      image.artifact.sha256,
      image.config.sha256,
      ...image.layers.map(({ sha256 }) => sha256),
    ].toSorted(),
  )
})

test('a damaged blob is refused with its artifact and both hashes', async () => {
  await flipBit(store.blobPath(kubelet))
  const actual = await sha256OfFile(store.blobPath(kubelet))
  await expect(verify()).rejects.toMatchObject({
    code: 'bundle/BlobDamaged',
    kind: 'damaged',
    data: {
      artifact: 'binary kubelet 1.0.0',
      path: store.blobPath(kubelet),
      expected: kubelet,
      actual,
    },
  })
})

test.each(['its manifest', 'its configuration', 'its first layer', 'its last layer'] as const)(
  'an image is refused by name when %s is damaged, and when it is missing',
  async (part) => {
    const { sha256 } = {
      'its manifest': image.artifact,
      'its configuration': image.config,
      'its first layer': image.layers[0] ?? image.config,
      'its last layer': image.layers[1] ?? image.config,
    }[part]
    const artifact = 'image registry.k8s.io/pause 3.10'
    await flipBit(store.blobPath(sha256))
    await expect(verify()).rejects.toMatchObject({
      code: 'bundle/BlobDamaged',
      data: { artifact, expected: sha256 },
    })
    await rm(store.blobPath(sha256))
    await expect(verify()).rejects.toMatchObject({
      code: 'bundle/BlobMissing',
      data: { artifact, path: store.blobPath(sha256) },
    })
  },
)

test.each(['no JSON at all', '{"schemaVersion":2}', '[]'])(
  'an image whose manifest is none, though its hash is right, is refused by its file: %s',
  async (text) => {
    const blob = await store.addBytes(text)
    const artifact = { ...image.artifact, sha256: blob.sha256 }
    await expect(publishSample(store, '1.36.3', [artifact])).rejects.toMatchObject({
      code: 'bundle/LayoutUnreadable',
      data: { path: store.blobPath(blob.sha256) },
    })
  },
)

test("the bundle's own manifest is refused when it is damaged or missing", async () => {
  const sha256 = await manifestBlobOf(store, await findBundle(store, '1.36.3'))
  await flipBit(store.blobPath(sha256))
  await expect(verify()).rejects.toMatchObject({
    code: 'bundle/BlobDamaged',
    data: { artifact: 'the manifest of bundle 1.36.3' },
  })
  await rm(store.blobPath(sha256))
  await expect(verify()).rejects.toMatchObject({ code: 'bundle/BlobMissing' })
})

test('a manifest put in place of the signed one, with every hash right, is refused by its signature', async () => {
  const entry = await findBundle(store, '1.36.3')
  const signed = String(await store.readBlob(await manifestBlobOf(store, entry)))
  const forged = await store.addBytes(signed.replace('"made by the test"', '"made by another"'))
  const artifact = await store.addBytes(
    JSON.stringify({
      schemaVersion: 2,
      config: {
        mediaType: mediaTypes.bundleManifest,
        digest: `sha256:${forged.sha256}`,
        size: forged.size,
      },
      layers: [],
    }),
  )
  await store.updateIndex((index) => ({
    ...index,
    manifests: [{ ...entry.descriptor, digest: `sha256:${artifact.sha256}`, size: artifact.size }],
  }))
  await expect(verify()).rejects.toMatchObject({
    code: 'bundle/SignatureWrong',
    data: { version: '1.36.3', key: sampleTrust.keys[0]?.id },
  })
})

test('a bundle whose key is not trusted here is refused', async () => {
  const trust = { keys: [], folder: '/keys' }
  await expect(verifyBundle(store, '1.36.3', trust)).rejects.toMatchObject({ code: 'bundle/KeyUnknown' })
})

test('a true bundle that the index passes off as another version is refused', async () => {
  await store.updateIndex((index) => ({
    ...index,
    manifests: index.manifests.map((descriptor) => ({
      ...descriptor,
      annotations: { ...descriptor.annotations, [annotations.kubernetes]: '1.37.1' },
    })),
  }))
  await expect(verifyBundle(store, '1.37.1', sampleTrust)).rejects.toMatchObject({
    code: 'bundle/VersionWrong',
    data: { version: '1.37.1', actual: '1.36.3' },
  })
})

test('a version that is not here is refused, and those that are here are named', async () => {
  await expect(verifyBundle(store, '9.9.9', sampleTrust)).rejects.toMatchObject({
    code: 'bundle/VersionUnknown',
    data: { version: '9.9.9', known: ['1.36.3'] },
  })
})

test('an interrupted check ends with the interruption', async () => {
  const stop = new DOMException('interrupted', 'AbortError')
  await expect(verifyBundle(store, '1.36.3', sampleTrust, AbortSignal.abort(stop))).rejects.toBe(stop)
})
