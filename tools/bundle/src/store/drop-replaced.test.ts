import { readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { beforeEach, expect, test } from 'vitest'
import { backdate } from '../testing/backdate.ts'
import { useFolder } from '../testing/folder.ts'
import { publishSample, sampleBinary, sampleImage, sampleTrust } from '../testing/sample-bundle.ts'
import { verifyBundle, verifyEntry } from '../verify/verify.ts'
import { findBundle, listBundles, manifestBlobOf, replacedBundles } from './bundles.ts'
import { dropReplaced } from './drop-replaced.ts'
import { Store } from './store.ts'

const folder = useFolder()
const version = '1.36.3'
const nobody: ReadonlySet<string> = new Set()
let store: Store
let old: string
beforeEach(async () => {
  store = new Store(folder.at('store'))
  old = await publish('old')
  await publish('young')
})

/** A bundle whose image shares a layer with every other one; gives its digest. */
const publish = async (content: string): Promise<string> => {
  const image = await sampleImage(store, 'registry.k8s.io/pause', '3.10', ['shared layer', content])
  const shared = sampleBinary('crictl', 'crictl', await store.addBytes('shared'))
  const own = sampleBinary('kubelet', 'kubernetes', await store.addBytes(`kubelet ${content}`))
  await publishSample(store, version, [image.artifact, shared, own])
  return manifestBlobOf(store, await findBundle(store, version))
}
const blobs = async (): Promise<string[]> => (await readdir(folder.at('store/blobs/sha256'))).toSorted()
const replaced = async () => replacedBundles(await store.readIndex())

test('a replaced bundle that nobody needs goes with its blobs, and what the current one shares with it stays', async () => {
  await backdate(store, 25)
  const before = (await blobs()).length
  const dropped = await dropReplaced(store, nobody)
  expect(dropped.bundles).toEqual([{ version, digest: old }])
  const current = await verifyBundle(store, version, sampleTrust)
  expect(await blobs()).toEqual([...current.blobs.keys()].toSorted())
  // its own: the artifact, its manifest, the image's manifest, a layer and the kubelet
  expect([dropped.blobs, before - (await blobs()).length]).toEqual([5, 5])
  expect(await replaced()).toEqual([])
  expect(await readdir(folder.at('store/incoming'))).toEqual([])
})

test('one that an open operation needs stays whole, however old', async () => {
  await backdate(store, 1000)
  const before = await blobs()
  expect(await dropReplaced(store, new Set([old]))).toEqual({ bundles: [], blobs: 0 })
  expect(await blobs()).toEqual(before)
  const [entry] = await replaced()
  if (!entry) throw new Error('the replaced bundle is gone')
  expect((await verifyEntry(store, entry, sampleTrust)).digest).toBe(old)
})

test('one that was replaced within the last hour stays, since a plan may be about to start', async () => {
  await backdate(store, 0.9)
  expect((await dropReplaced(store, nobody)).bundles).toEqual([])
  await backdate(store, 1.1)
  expect((await dropReplaced(store, nobody)).bundles).toHaveLength(1)
})

test('the current bundle is never dropped, also when it was replaced before', async () => {
  await publish('old')
  await backdate(store, 25)
  await dropReplaced(store, nobody)
  expect((await verifyBundle(store, version, sampleTrust)).digest).toBe(old)
  expect(listBundles(await store.readIndex())).toHaveLength(1)
})

test('blobs that came within the last day stay: a build brings them in before the index names them', async () => {
  await backdate(store, 25)
  const early = await store.addBytes('of a bundle that is being built')
  // found here rather than written, which a build relies on as well
  const found = await store.addBytes('kubelet old')
  await dropReplaced(store, nobody)
  expect(await blobs()).toEqual(expect.arrayContaining([early.sha256, found.sha256]))
  await backdate(store, 25)
  expect(await dropReplaced(store, nobody)).toEqual({ bundles: [], blobs: 2 })
})

test('what a crash left between index and blobs goes the next time', async () => {
  await store.updateIndex((index) => ({
    ...index,
    manifests: index.manifests.filter((one) => one.annotations?.['io.slipway.replaced'] === undefined),
  }))
  await backdate(store, 25)
  expect(await dropReplaced(store, nobody)).toEqual({ bundles: [], blobs: 5 })
})

test.each([
  ['manifest', 'gone'],
  ['manifest', 'damaged'],
  ['image', 'gone'],
  ['image', 'damaged'],
])('while a %s of a bundle that stays is %s, no blob is removed', async (what, how) => {
  const { digest, manifest } = await verifyBundle(store, version, sampleTrust)
  const image = manifest.artifacts.find(({ kind }) => kind === 'image')?.sha256 ?? ''
  const path = store.blobPath(what === 'image' ? image : digest)
  if (how === 'gone') await rm(path)
  else await writeFile(path, (await readFile(path, 'utf8')).replaceAll(/[0-9a-f]{64}/g, 'e'.repeat(64)))
  await backdate(store, 25)
  const before = await blobs()
  expect((await dropReplaced(store, nobody)).blobs).toBe(0)
  expect(await blobs()).toEqual(before)
})

test('a replaced one that cannot be read is needed by nobody', async () => {
  await backdate(store, 25)
  await rm(store.blobPath(old))
  const [entry] = await replaced()
  await rm(store.blobPath(entry?.descriptor.digest.slice('sha256:'.length) ?? ''))
  expect((await dropReplaced(store, new Set([old]))).bundles).toEqual([{ version }])
  expect(await replaced()).toEqual([])
})

test('where there is no store nothing happens, and none comes into being', async () => {
  expect(await dropReplaced(new Store(folder.at('none')), nobody)).toEqual({ bundles: [], blobs: 0 })
  expect(await readdir(folder.path)).toEqual(['store'])
})

test('an index that cannot be read is refused by name and nothing is removed', async () => {
  await backdate(store, 25)
  const before = await blobs()
  await writeFile(folder.at('store/index.json'), '{')
  await expect(dropReplaced(store, nobody)).rejects.toMatchObject({ code: 'bundle/LayoutUnreadable' })
  expect(await blobs()).toEqual(before)
})
