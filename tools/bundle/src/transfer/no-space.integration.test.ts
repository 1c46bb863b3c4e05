import { randomBytes } from 'node:crypto'
import { readdir } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { Store } from '../store/store.ts'
import { useFolder } from '../testing/folder.ts'
import { publishSample, sampleBinary, sampleTrust } from '../testing/sample-bundle.ts'
import { useSmallDisk } from '../testing/small-disk.ts'
import { snapshotOf } from '../testing/snapshot.ts'
import { verifyBundle } from '../verify/verify.ts'
import { exportBundle } from './export.ts'
import { importBundle } from './import.ts'

const folder = useFolder()
const small = () => folder.at('small')
useSmallDisk(small, 4)
const signal = new AbortController().signal

const sourceOf = async (content: Buffer): Promise<Store> => {
  const store = new Store(folder.at('source'))
  await publishSample(store, '1.36.3', [sampleBinary('kubelet', 'kubernetes', await store.addBytes(content))])
  return store
}

test('an import that cannot fit is refused before it begins, with what is needed and what is free', async () => {
  const source = await sourceOf(randomBytes(3_000_000))
  await exportBundle(source, '1.36.3', folder.at('file'), sampleTrust, signal)
  const store = new Store(small())
  await expect(importBundle(store, folder.at('file'), sampleTrust, signal)).rejects.toMatchObject({
    code: 'bundle/NoSpace',
    kind: 'unavailable',
    data: {
      folder: small(),
      neededBytes: expect.any(Number) as number,
      freeBytes: expect.any(Number) as number,
    },
  })
  expect(await readdir(small())).toEqual([])
})

test('a disk that fills up during an import is told from a damaged file, and the store stays as it was', async () => {
  const source = await sourceOf(Buffer.alloc(20_000_000)) // shrinks to nothing: only unpacking finds it too large
  await exportBundle(source, '1.36.3', folder.at('file'), sampleTrust, signal)
  const store = new Store(small())
  await publishSample(store, '1.37.1', [sampleBinary('kubelet', 'kubernetes', await store.addBytes('small'))])
  const before = await snapshotOf(small())
  await expect(importBundle(store, folder.at('file'), sampleTrust, signal)).rejects.toMatchObject({
    code: 'bundle/NoSpace',
    data: { folder: small() },
  })
  expect(await snapshotOf(small())).toEqual(before)
  expect((await verifyBundle(store, '1.37.1', sampleTrust)).entry.version).toBe('1.37.1')
})

test('a disk that fills up during an export is said, and no part of a file stays', async () => {
  const source = await sourceOf(randomBytes(6_000_000))
  await expect(exportBundle(source, '1.36.3', `${small()}/file`, sampleTrust, signal)).rejects.toMatchObject({
    code: 'bundle/NoSpace',
    data: { folder: small() },
  })
  expect(await readdir(small())).toEqual([])
})

test('a disk that fills up while a blob is added leaves the store as it was', async () => {
  const store = new Store(small())
  await store.addBytes('small')
  const before = await snapshotOf(small())
  await expect(store.addBytes(randomBytes(6_000_000))).rejects.toMatchObject({ code: 'ENOSPC' })
  expect(await snapshotOf(small())).toEqual(before)
  expect(await readdir(`${small()}/incoming`)).toEqual([])
})
