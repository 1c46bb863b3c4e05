import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { mkdir, readdir, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import { buffer } from 'node:stream/consumers'
import { createZstdDecompress, zstdCompressSync, zstdDecompressSync } from 'node:zlib'
import { createReadStream, createWriteStream } from 'node:fs'
import { pack } from 'tar-stream'
import { beforeEach, describe, expect, test } from 'vitest'
import { publicKeyOf, readPublicKeyFile } from '../signature/keys.ts'
import { Store } from '../store/store.ts'
import { flipBit } from '../testing/damage.ts'
import { useFolder } from '../testing/folder.ts'
import {
  publishSample,
  sampleBinary,
  sampleImage,
  samplePackages,
  sampleTrust,
} from '../testing/sample-bundle.ts'
import { snapshotOf } from '../testing/snapshot.ts'
import { verifyBundle } from '../verify/verify.ts'
import { exportBundle } from './export.ts'
import { importBundle } from './import.ts'

const folder = useFolder()
const signal = new AbortController().signal
let source: Store
let target: Store
let file: string
beforeEach(async () => {
  source = new Store(folder.at('source'))
  target = new Store(folder.at('target'))
  file = folder.at('bundle.tar.zst')
  const content = randomBytes(300_000)
  await publishSample(source, '1.36.3', [
    sampleBinary('kubelet', 'kubernetes', await source.addBytes(content)),
    (await sampleImage(source, 'registry.k8s.io/pause', '3.10', ['one layer', 'two'])).artifact,
    ...(await samplePackages(source)),
  ])
  await exportBundle(source, '1.36.3', file, sampleTrust, signal)
})

const take = (from: string = file, trust = sampleTrust) => importBundle(target, from, trust, signal)

/** Imports what must be refused; the store must be as it was, to the last inode. */
const refused = async (from: string = file, trust = sampleTrust): Promise<unknown> => {
  const before = await snapshotOf(target.folder)
  const problem: unknown = await take(from, trust).then(
    () => undefined,
    (error: unknown) => error,
  )
  expect(await snapshotOf(target.folder)).toEqual(before)
  expect(await readdir(`${target.folder}/incoming`).catch(() => [])).toEqual([])
  return problem
}

/** What was compressed; an empty frame of zstd may follow it, or not, by the pace at which it was written. */
const layoutIn = (path: string): Promise<Buffer> =>
  buffer(createReadStream(path).pipe(createZstdDecompress()))

describe('an exported bundle', () => {
  test('is the same bundle in an empty store, told by the digest of its manifest', async () => {
    const { keyPath } = { keyPath: `${file}.pub` }
    const trust = { keys: [await readPublicKeyFile(keyPath)], folder: folder.at('keys') }
    const [imported] = await importBundle(target, file, trust, signal)
    const before = await verifyBundle(source, '1.36.3', sampleTrust)
    expect(imported?.digest).toBe(before.digest)
    const after = await verifyBundle(target, '1.36.3', trust)
    expect(after).toMatchObject({ digest: before.digest, manifest: before.manifest })
    expect([...after.blobs.keys()]).toEqual([...before.blobs.keys()])
    expect(await target.readIndex()).toEqual(await source.readIndex())
  })

  test('is the same file when it is exported again', async () => {
    await exportBundle(source, '1.36.3', folder.at('again'), sampleTrust, signal)
    expect((await layoutIn(folder.at('again'))).equals(await layoutIn(file))).toBe(true)
  })

  test('holds that version alone', async () => {
    const other = await source.addBytes('only in 1.37.1')
    await publishSample(source, '1.37.1', [sampleBinary('kubelet', 'kubernetes', other)])
    await exportBundle(source, '1.36.3', folder.at('again'), sampleTrust, signal)
    expect(await readFile(folder.at('again'))).toEqual(await readFile(file))
  })

  test('mends a damaged store when it is imported over it', async () => {
    const [bundle] = await take()
    const [first = '', second = '', third = ''] = bundle?.blobs.keys() ?? []
    await flipBit(target.blobPath(first))
    await rm(target.blobPath(second))
    await truncate(target.blobPath(third), 1)
    await expect(verifyBundle(target, '1.36.3', sampleTrust)).rejects.toThrow()
    await take()
    expect((await verifyBundle(target, '1.36.3', sampleTrust)).digest).toBe(bundle?.digest)
  })
})

describe('an export', () => {
  test('of a damaged bundle is refused, and an earlier file stays', async () => {
    const before = await readFile(file)
    const { blobs } = await verifyBundle(source, '1.36.3', sampleTrust)
    await flipBit(source.blobPath([...blobs.keys()].at(-1) ?? ''))
    await expect(exportBundle(source, '1.36.3', file, sampleTrust, signal)).rejects.toMatchObject({
      code: 'bundle/BlobDamaged',
    })
    expect(await readFile(file)).toEqual(before)
  })

  test('that is interrupted leaves no file', async () => {
    const stop = new AbortController()
    const exporting = exportBundle(source, '1.36.3', folder.at('other'), sampleTrust, stop.signal)
    stop.abort(new DOMException('interrupted', 'AbortError'))
    await expect(exporting).rejects.toMatchObject({ name: 'AbortError' })
    expect((await readdir(folder.path)).filter((name) => name.startsWith('other'))).toEqual([])
  })

  test('into a folder, or into one that is not there, is refused', async () => {
    await mkdir(folder.at('taken'))
    for (const path of [folder.at('taken'), folder.at('missing/file'), folder.at('bundle.tar.zst/file')])
      await expect(exportBundle(source, '1.36.3', path, sampleTrust, signal)).rejects.toMatchObject({
        code: 'bundle/TargetUnusable',
        data: { path },
      })
    expect(await readdir(folder.at('taken'))).toEqual([])
  })
})

describe('an import changes nothing and says why', () => {
  test.each([0, 1, 3, 4, 100, 0.3, 0.9, -200])('when the file ends early: cut at %d', async (length) => {
    const { size } = await stat(file)
    await truncate(
      file,
      length < 0 ? size + length : Number.isInteger(length) ? length : Math.floor(size * length),
    )
    expect(await refused()).toMatchObject({
      code: 'bundle/FileTruncated',
      kind: 'damaged',
      data: { path: file },
    })
  })

  test.each([0.2, 0.5, 0.8])('when one bit of a blob is turned: at %d of the file', async (part) => {
    const tar = zstdDecompressSync(await readFile(file))
    await writeFile(folder.at('tar'), tar)
    await flipBit(folder.at('tar'), Math.floor(tar.length * part))
    await writeFile(file, zstdCompressSync(await readFile(folder.at('tar'))))
    expect(await refused()).toMatchObject({
      code: 'bundle/FileTruncated',
      message: expect.stringMatching(/expected sha256 [0-9a-f]{64}\n +found +sha256 [0-9a-f]{64}/) as string,
    })
  })

  test('when one bit of the compressed file is turned', async () => {
    await flipBit(file)
    expect(await refused()).toMatchObject({ code: 'bundle/FileTruncated', data: { path: file } })
  })

  test('when its key is not trusted here', async () => {
    const stranger = publicKeyOf(generateKeyPairSync('ed25519').privateKey)
    expect(await refused(file, { keys: [stranger], folder: '/keys' })).toMatchObject({
      code: 'bundle/KeyUnknown',
      kind: 'forbidden',
      data: { key: sampleTrust.keys[0]?.id },
    })
  })

  test('also where the store holds another bundle of that version', async () => {
    await publishSample(target, '1.36.3', [sampleBinary('old', 'old', await target.addBytes('old'))])
    await truncate(file, 1000)
    expect(await refused()).toMatchObject({ code: 'bundle/FileTruncated' })
    expect((await verifyBundle(target, '1.36.3', sampleTrust)).manifest.artifacts[0]?.name).toBe('old')
  })

  test.each([
    ['a folder', (path: string) => mkdir(path), /folder/],
    ['something not compressed with zstd', (path: string) => writeFile(path, 'PK\x03\x04 a zip'), /zstd/],
    ['not there', () => Promise.resolve(), /no such file/],
  ])('when the file is %s', async (_, make, why) => {
    await make(folder.at('other'))
    expect(await refused(folder.at('other'))).toMatchObject({
      code: 'bundle/FileUnsuitable',
      kind: 'invalid',
      data: { path: folder.at('other'), why: expect.stringMatching(why) as string },
    })
  })

  test.each([
    ['compressed text', zstdCompressSync('no tar at all'.repeat(1000))],
    ['an empty tar', zstdCompressSync(Buffer.alloc(1024))],
  ])('when the file is %s', async (_, bytes) => {
    await writeFile(file, bytes)
    expect(await refused()).toMatchObject({ code: 'bundle/FileTruncated' })
  })
})

describe('what a made-up file names outside of the layout is not written', () => {
  const made = async (entries: Record<string, string>, links: Record<string, string> = {}) => {
    const tar = pack()
    for (const [name, text] of Object.entries(entries)) tar.entry({ name }, text)
    for (const [name, linkname] of Object.entries(links)) tar.entry({ name, type: 'symlink', linkname })
    tar.finalize()
    await pipeline(tar, createWriteStream(folder.at('tar')))
    await writeFile(file, zstdCompressSync(await readFile(folder.at('tar'))))
  }
  const indexOf = (digest: string) =>
    JSON.stringify({
      schemaVersion: 2,
      manifests: [
        {
          mediaType: 'application/vnd.oci.image.manifest.v1+json',
          artifactType: 'application/vnd.slipway.bundle.v1',
          digest,
          size: 1,
          annotations: {
            'io.slipway.kubernetes': '1.36.3',
            'io.slipway.signature': 'x',
            'io.slipway.key': 'x',
          },
        },
      ],
    })

  test.each([
    ['a digest with a path', { 'index.json': indexOf('sha256:../../../../escaped') }],
    ['a blob with a path', { 'blobs/sha256/../../../escaped': 'x' }],
    ['a blob by an absolute path', { 'blobs/sha256//tmp/escaped': 'x' }],
    ['an index that is no JSON', { 'index.json': '{' }],
  ])('%s', async (_, entries) => {
    await made(entries)
    expect(await refused()).toMatchObject({ code: 'bundle/FileTruncated' })
    expect((await readdir(folder.path)).toSorted()).toEqual(
      ['bundle.tar.zst', 'bundle.tar.zst.pub', 'source', 'tar', 'target'].toSorted(),
    )
  })

  test('other names, and links, are passed over', async () => {
    await made({ '../escaped': 'x', '/escaped': 'x' }, { [`blobs/sha256/${'a'.repeat(64)}`]: '/etc/passwd' })
    expect(await refused()).toMatchObject({ code: 'bundle/FileTruncated' })
    expect(await readdir(folder.path)).not.toContain('escaped')
  })

  test('a bundle whose blobs are not in the file is refused', async () => {
    await made({ 'index.json': indexOf(`sha256:${'a'.repeat(64)}`) })
    expect(await refused()).toMatchObject({ code: 'bundle/BlobMissing' })
  })
})
