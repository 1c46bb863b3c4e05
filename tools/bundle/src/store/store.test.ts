import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { flipBit } from '../testing/damage.ts'
import { useFolder } from '../testing/folder.ts'
import { publishSample, sampleBinary, sampleImage, sampleTrust } from '../testing/sample-bundle.ts'
import { verifyBundle } from '../verify/verify.ts'
import { findBundle, listBundles } from './bundles.ts'
import { Store } from './store.ts'

const folder = useFolder()
const open = () => new Store(folder.at('store'))

test('what two versions share is stored once', async () => {
  const store = open()
  const shared = await store.addBytes('shared by both')
  const before = (await stat(store.blobPath(shared.sha256))).ino
  const image = await sampleImage(store, 'registry.k8s.io/pause', '3.10', ['one layer'])
  for (const version of ['1.36.3', '1.37.1'])
    await publishSample(store, version, [
      sampleBinary('kubelet', 'kubernetes', await store.addBytes(`kubelet of ${version}`)),
      sampleBinary('crictl', 'crictl', await store.addBytes('shared by both')),
      image.artifact,
    ])
  const [old, young] = [
    await verifyBundle(store, '1.36.3', sampleTrust),
    await verifyBundle(store, '1.37.1', sampleTrust),
  ]
  const shares = [...old.blobs.keys()].filter((sha256) => young.blobs.has(sha256))
  const image3 = [image.artifact.sha256, image.config.sha256, ...image.layers.map(({ sha256 }) => sha256)]
  expect(shares.toSorted()).toEqual([shared.sha256, ...image3].toSorted())
  expect(await readdir(folder.at('store/blobs/sha256'))).toHaveLength(
    new Set([...old.blobs.keys(), ...young.blobs.keys()]).size,
  )
  expect((await stat(store.blobPath(shared.sha256))).ino).toBe(before)
})

test.each(['bytes', 'file'])(
  'a damaged blob is replaced when its content is added again as %s',
  async (as) => {
    const store = open()
    const blob = await store.addBytes('some content')
    await flipBit(store.blobPath(blob.sha256))
    await writeFile(folder.at('source'), 'some content')
    const again =
      as === 'bytes' ? await store.addBytes('some content') : await store.addFile(folder.at('source'))
    expect(again).toEqual({ ...blob, size: 12 })
    expect(String(await store.readBlob(blob.sha256))).toBe('some content')
  },
)

test('a blob is for reading only, and nothing of its making stays behind', async () => {
  const store = open()
  const { sha256 } = await store.addBytes('some content')
  expect((await stat(store.blobPath(sha256))).mode & 0o777).toBe(0o444)
  expect(await readdir(folder.at('store/incoming'))).toEqual([])
})

test('a file that cannot be copied leaves no blob and nothing half made', async () => {
  const store = open()
  await expect(store.addFile(folder.at('missing'), 'a'.repeat(64))).rejects.toThrow(/ENOENT/)
  expect(await store.sizeOf('a'.repeat(64))).toBeUndefined()
  expect(await readdir(folder.at('store/incoming'))).toEqual([])
})

test('a version that is published again takes the place of its earlier bundle, and of no other', async () => {
  const store = open()
  const publish = async (version: string, content: string) =>
    publishSample(store, version, [sampleBinary('kubelet', 'kubernetes', await store.addBytes(content))])
  await publish('1.36.3', 'first')
  await publish('1.37.1', 'other')
  const other = await findBundle(store, '1.37.1')
  await publish('1.36.3', 'second')
  const versions = listBundles(await store.readIndex()).map(({ version }) => version)
  expect(versions.toSorted()).toEqual(['1.36.3', '1.37.1'])
  expect(await findBundle(store, '1.37.1')).toEqual(other)
  const { manifest } = await verifyBundle(store, '1.36.3', sampleTrust)
  expect(String(await store.readBlob(manifest.artifacts[0]?.sha256 ?? ''))).toBe('second')
})

test('a change of the index that fails leaves the index as it was', async () => {
  const store = open()
  await publishSample(store, '1.36.3', [sampleBinary('a', 'a', await store.addBytes('a'))])
  const before = await readFile(folder.at('store/index.json'))
  await expect(
    store.updateIndex(() => {
      throw new Error('stopped in the middle')
    }),
  ).rejects.toThrow('stopped in the middle')
  await expect(store.updateIndex((index) => ({ ...index, schemaVersion: 3 }) as never)).rejects.toThrow()
  expect(await readFile(folder.at('store/index.json'))).toEqual(before)
})

test('what a killed process left of an index that it was writing is overwritten', async () => {
  const store = open()
  await mkdir(folder.at('store'))
  await writeFile(folder.at('store/index.json.new'), '{"schemaVersion":2,"manif')
  await publishSample(store, '1.36.3', [sampleBinary('a', 'a', await store.addBytes('a'))])
  expect((await verifyBundle(store, '1.36.3', sampleTrust)).entry.version).toBe('1.36.3')
  expect((await readdir(folder.at('store'))).toSorted()).toEqual(
    ['blobs', 'incoming', 'index.json', 'index.lock', 'oci-layout'].toSorted(),
  )
})

test.each([
  ['half a file', '{"schemaVersion":2,'],
  ['another schema', '{"schemaVersion":1,"manifests":[]}'],
  [
    'a digest that leads out of the store',
    '{"schemaVersion":2,"manifests":[{"mediaType":"x","size":1,"digest":"sha256:../../../etc/passwd"}]}',
  ],
])('an index that is %s is refused by name and never written over', async (_, text) => {
  const store = open()
  await mkdir(folder.at('store'))
  await writeFile(folder.at('store/index.json'), text)
  const refused = { code: 'bundle/LayoutUnreadable', data: { path: folder.at('store/index.json') } }
  await expect(store.readIndex()).rejects.toMatchObject(refused)
  await expect(findBundle(store, '1.36.3')).rejects.toMatchObject(refused)
  await expect(store.updateIndex((index) => index)).rejects.toMatchObject(refused)
  expect(await readFile(folder.at('store/index.json'), 'utf8')).toBe(text)
})

test('an index that is there but cannot be read is not taken for an empty one', async () => {
  await mkdir(folder.at('store/index.json'), { recursive: true }) // as root, no mode forbids reading; a folder does
  await expect(open().readIndex()).rejects.toMatchObject({ code: 'bundle/LayoutUnreadable' })
})

test('a store that is not there is empty', async () => {
  expect(listBundles(await open().readIndex())).toEqual([])
  await expect(findBundle(open(), '1.36.3')).rejects.toMatchObject({
    code: 'bundle/VersionUnknown',
    data: { known: [] },
  })
})

test('a blob without the right to be written to can be replaced all the same', async () => {
  const store = open()
  const { sha256 } = await store.addBytes('some content')
  await chmod(store.blobPath(sha256), 0o644)
  await writeFile(store.blobPath(sha256), '')
  await chmod(store.blobPath(sha256), 0o000)
  await store.addBytes('some content')
  expect(String(await store.readBlob(sha256))).toBe('some content')
})
