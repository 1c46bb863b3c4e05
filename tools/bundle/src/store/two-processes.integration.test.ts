import { expect, test } from 'vitest'
import { useFolder } from '../testing/folder.ts'
import { startModule } from '../testing/process.ts'
import { listBundles, readManifest } from './bundles.ts'
import { Store } from './store.ts'

const folder = useFolder()

/** Publishes ten versions, each with a blob of its own and one that all share. */
const publisher = (minor: number): string => `
  import { Store } from '{source}/store/store.ts'
  import { publishSample, sampleBinary } from '{source}/testing/sample-bundle.ts'
  const store = new Store(${JSON.stringify(folder.at('store'))})
  for (let patch = 0; patch < 10; patch++) {
    const version = '1.${minor}.' + patch
    const blobs = [await store.addBytes('shared'), await store.addBytes(version)]
    await publishSample(store, version, blobs.map((blob, i) => sampleBinary('file-' + i, 'test', blob)))
  }`

test('two processes that publish at once lose nothing of each other', async () => {
  const processes = [36, 37].map((minor) => startModule(publisher(minor)))
  expect(await Promise.all(processes.map(({ ended }) => ended))).toEqual([0, 0])
  const store = new Store(folder.at('store'))
  const bundles = listBundles(await store.readIndex())
  const versions = [36, 37].flatMap((minor) =>
    Array.from({ length: 10 }, (_, patch) => `1.${minor}.${patch}`),
  )
  expect(bundles.map(({ version }) => version).toSorted()).toEqual(versions.toSorted())
  for (const entry of bundles)
    for (const { sha256, size } of (await readManifest(store, entry)).artifacts)
      expect(await store.sizeOf(sha256)).toBe(size)
})
