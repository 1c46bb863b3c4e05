import { readdir, rm } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useFolder } from '../testing/folder.ts'
import { publishSample, sampleBinary, sampleImage, sampleTrust } from '../testing/sample-bundle.ts'
import { exportBundle } from '../transfer/export.ts'
import { importBundle } from '../transfer/import.ts'
import { verifyBundle, verifyEntry } from '../verify/verify.ts'
import { findBundle, listBundles, manifestBlobOf, replacedBundles } from './bundles.ts'
import { Store } from './store.ts'

const folder = useFolder()
const open = () => new Store(folder.at('store'))
const version = '1.36.3'
const image = 'registry.k8s.io/pause'

/** Publishes a bundle with this content; gives its digest. */
const publish = async (store: Store, content: string): Promise<string> => {
  const kubelet = sampleBinary('kubelet', 'kubernetes', await store.addBytes(content))
  const pause = await sampleImage(store, image, '3.10', ['one layer', content])
  await publishSample(store, version, [kubelet, pause.artifact])
  return manifestBlobOf(store, await findBundle(store, version))
}
const replacedIn = async (store: Store): Promise<string[]> => {
  const entries = replacedBundles(await store.readIndex())
  return Promise.all(entries.map((entry) => manifestBlobOf(store, entry)))
}
const currentIn = async (store: Store): Promise<string[]> =>
  Promise.all(listBundles(await store.readIndex()).map((entry) => manifestBlobOf(store, entry)))

test('a bundle that was replaced stays whole and is found by its digest; its version means the new one', async () => {
  const store = open()
  const before = new Date()
  const old = await publish(store, 'old')
  const young = await publish(store, 'young')
  expect([await currentIn(store), await replacedIn(store)]).toEqual([[young], [old]])
  expect((await verifyBundle(store, version, sampleTrust)).digest).toBe(young)
  const [entry] = replacedBundles(await store.readIndex())
  if (!entry) throw new Error('nothing was replaced')
  expect(entry.replaced.getTime()).toBeGreaterThanOrEqual(before.getTime())
  const { digest, manifest } = await verifyEntry(store, entry, sampleTrust)
  expect(digest).toBe(old)
  const [kubelet] = manifest.artifacts.filter(({ name }) => name === 'kubelet')
  expect(String(await store.readBlob(kubelet?.sha256 ?? ''))).toBe('old')
})

test('only the current bundle’s images stand in the index under their names', async () => {
  const store = open()
  await publish(store, 'old')
  await publish(store, 'young')
  const { manifest } = await verifyBundle(store, version, sampleTrust)
  const named = (await store.readIndex()).manifests.filter(
    ({ annotations }) => annotations?.['org.opencontainers.image.ref.name'] === `${image}:3.10`,
  )
  const [pause] = manifest.artifacts.filter(({ kind }) => kind === 'image')
  expect(named.map(({ digest }) => digest)).toEqual([`sha256:${pause?.sha256}`])
})

test('the same bundle built again replaces nothing', async () => {
  const store = open()
  const digest = await publish(store, 'same')
  const before = await store.readIndex()
  expect(await publish(store, 'same')).toBe(digest)
  expect(await store.readIndex()).toEqual(before)
})

test('one that was replaced and comes back is current again, once', async () => {
  const store = open()
  const first = await publish(store, 'first')
  const second = await publish(store, 'second')
  await publish(store, 'first')
  expect([await currentIn(store), await replacedIn(store)]).toEqual([[first], [second]])
  await publish(store, 'second')
  expect([await currentIn(store), await replacedIn(store)]).toEqual([[second], [first]])
})

test('when it was replaced is not forgotten when another one is', async () => {
  const store = open()
  await publish(store, 'first')
  await publish(store, 'second')
  const [first] = replacedBundles(await store.readIndex())
  await publish(store, 'third')
  expect(replacedBundles(await store.readIndex())).toHaveLength(2)
  expect(replacedBundles(await store.readIndex())).toContainEqual(first)
})

test('a bundle of which nothing can be read any more does not stand in the way of the next', async () => {
  const store = open()
  const old = await publish(store, 'old')
  await rm(store.blobPath((await findBundle(store, version)).descriptor.digest.slice('sha256:'.length)))
  await rm(store.blobPath(old))
  const young = await publish(store, 'young')
  expect(await currentIn(store)).toEqual([young])
})

test('an import replaces as a build does, and an export has the current bundle alone', async () => {
  const [store, other] = [open(), new Store(folder.at('other'))]
  const signal = new AbortController().signal
  await publish(store, 'first')
  const sent = await publish(store, 'second')
  await exportBundle(store, version, folder.at('file'), sampleTrust, signal)
  const own = await publish(other, 'of its own')
  await importBundle(other, folder.at('file'), sampleTrust, signal)
  expect([await currentIn(other), await replacedIn(other)]).toEqual([[sent], [own]])
  expect(await readdir(folder.at('other/incoming'))).toEqual([])
})
