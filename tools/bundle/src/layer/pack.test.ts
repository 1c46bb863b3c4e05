import { createHash } from 'node:crypto'
import { watch } from 'node:fs'
import { mkdir, readFile, symlink, utimes, writeFile } from 'node:fs/promises'
import { zstdDecompressSync } from 'node:zlib'
import { extract, type Header } from 'tar-stream'
import { Readable } from 'node:stream'
import { expect, test } from 'vitest'
import { sha256OfFile } from '../store/digest.ts'
import { useFolder } from '../testing/folder.ts'
import { folderEntries, programEntries, type LayerEntry } from './entries.ts'
import { packLayer } from './pack.ts'

const folder = useFolder()
const signal = new AbortController().signal

const pack = async (entries: readonly LayerEntry[], name = 'layer') => {
  const packed = await packLayer(entries, folder.at(name), signal)
  const bytes = await readFile(folder.at(name))
  return { packed, bytes, tar: zstdDecompressSync(bytes) }
}

const headersOf = async (tar: Buffer): Promise<Header[]> => {
  const headers: Header[] = []
  for await (const entry of Readable.from([tar]).pipe(extract())) {
    headers.push(entry.header)
    entry.resume()
  }
  return headers
}

const entries: LayerEntry[] = [
  { type: 'file', path: 'usr/bin/tool', mode: 0o755, content: 'a tool' },
  { type: 'symlink', path: 'usr/bin/other', target: 'tool' },
  { type: 'file', path: 'etc/passwd', mode: 0o644, content: 'root' },
  { type: 'directory', path: 'tmp', mode: 0o1777 },
]

test('the same entries in another order are the same bytes', async () => {
  const [one, other] = [await pack(entries, 'one'), await pack(entries.toReversed(), 'other')]
  expect(other.bytes).toEqual(one.bytes)
  expect(other.packed).toEqual(one.packed)
})

test('what is said of a layer is true of its file', async () => {
  const { packed, bytes, tar } = await pack(entries)
  expect(packed).toEqual({
    sha256: await sha256OfFile(folder.at('layer')),
    diffId: createHash('sha256').update(tar).digest('hex'),
    size: bytes.length,
  })
})

test('folders that no entry names are made, kinds and modes are kept, owner is root and time the epoch', async () => {
  const headers = await headersOf((await pack(entries)).tar)
  expect(headers.map(({ name, type, mode, linkname }) => [name, type, mode, linkname])).toEqual([
    ['etc/', 'directory', 0o755, null],
    ['etc/passwd', 'file', 0o644, null],
    ['tmp/', 'directory', 0o1777, null],
    ['usr/', 'directory', 0o755, null],
    ['usr/bin/', 'directory', 0o755, null],
    ['usr/bin/other', 'symlink', 0o777, 'tool'],
    ['usr/bin/tool', 'file', 0o755, null],
  ])
  for (const { uid, gid, mtime } of headers)
    expect({ uid, gid, mtime: mtime?.getTime() }).toEqual({ uid: 0, gid: 0, mtime: 0 })
})

test('a folder is packed the same whatever the times and places of its files', async () => {
  const make = async (name: string, time: number) => {
    await mkdir(folder.at(name, 'sub'), { recursive: true })
    for (const file of time > 1 ? ['b', 'a'] : ['a', 'b']) {
      await writeFile(folder.at(name, 'sub', file), `content of ${file}`, { mode: 0o640 })
      await utimes(folder.at(name, 'sub', file), time, time)
    }
    await symlink('sub/a', folder.at(name, 'link'))
    return pack(await folderEntries(folder.at(name)), `${name}.tar.zst`)
  }
  expect((await make('one', 1)).bytes).toEqual((await make('other', 1e9)).bytes)
})

test('links to folders stay links: what they lead to is packed once, and nothing of this machine', async () => {
  await mkdir(folder.at('root/usr/bin'), { recursive: true })
  await mkdir(folder.at('machine'))
  await writeFile(folder.at('machine/secret'), 'of this machine')
  await writeFile(folder.at('root/usr/bin/tool'), 'a tool')
  await symlink('usr/bin', folder.at('root/bin'))
  await symlink(folder.at('machine'), folder.at('root/outside'))
  const found = await folderEntries(folder.at('root'))
  expect(found.map(({ path, type }) => `${type} ${path}`).toSorted()).toEqual([
    'directory usr',
    'directory usr/bin',
    'file usr/bin/tool',
    'symlink bin',
    'symlink outside',
  ])
})

test('a program is packed with the names that lead to it', () => {
  expect(programEntries('usr/local/bin/kube', '/kube', ['kubelet'])).toEqual([
    { type: 'file', path: 'usr/local/bin/kube', mode: 0o755, source: '/kube' },
    { type: 'symlink', path: 'usr/local/bin/kubelet', target: 'kube' },
  ])
})

test('a file that is not there fails the layer', async () => {
  const missing: LayerEntry = { type: 'file', path: 'a', mode: 0o644, source: folder.at('missing') }
  await expect(pack([...entries, missing])).rejects.toThrow(/ENOENT/)
})

test('an interrupted packing ends', async () => {
  const reason = new DOMException('interrupted', 'AbortError')
  await expect(packLayer(entries, folder.at('layer'), AbortSignal.abort(reason))).rejects.toBe(reason)
  await writeFile(folder.at('large'), Buffer.alloc(50_000_000, 'x'))
  const stop = new AbortController()
  const large: LayerEntry = { type: 'file', path: 'large', mode: 0o644, source: folder.at('large') }
  const packing = packLayer([...entries, large], folder.at('layer'), stop.signal)
  const watcher = watch(folder.path, () => {
    stop.abort(reason)
  })
  await expect(packing).rejects.toBe(reason)
  watcher.close()
})
