import { createHash } from 'node:crypto'
import { createReadStream, createWriteStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { PassThrough, type Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { pack } from 'tar-stream'
import type { LayerEntry } from './entries.ts'

/** What tar-stream is told of an entry. */
type Header = Parameters<ReturnType<typeof pack>['entry']>[0]

export interface PackedLayer {
  /** Sha256 of the tar, which an image's configuration names. */
  diffId: string
  /** Sha256 and bytes of the compressed file. */
  sha256: string
  size: number
}

/** Higher levels cost minutes on Kubernetes' programs and win a few per cent. */
const compressionLevel = 10

/** Writes the entries as a tar compressed with zstd. The same entries are the same bytes, whatever their order here. */
export const packLayer = async (entries: readonly LayerEntry[], path: string): Promise<PackedLayer> => {
  const [diffId, sha256] = [createHash('sha256'), createHash('sha256')]
  let size = 0
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } })
  const tar = pack()
  const hashed = tar.pipe(new PassThrough().on('data', (chunk: Buffer) => diffId.update(chunk)))
  const compressed = new PassThrough().on('data', (chunk: Buffer) => {
    sha256.update(chunk)
    size += chunk.length
  })
  await Promise.all([pipeline(hashed, compress, compressed, createWriteStream(path)), fill(tar, entries)])
  return { diffId: diffId.digest('hex'), sha256: sha256.digest('hex'), size }
}

const fill = async (tar: ReturnType<typeof pack>, entries: readonly LayerEntry[]): Promise<void> => {
  try {
    for (const entry of withParents(entries).toSorted((a, b) => (a.path < b.path ? -1 : 1)))
      await add(tar, entry)
    tar.finalize()
  } catch (error) {
    tar.destroy(error as Error)
    throw error
  }
}

/** Folders that no entry names are made for everyone to read. */
const withParents = (entries: readonly LayerEntry[]): LayerEntry[] => {
  const all = new Map(entries.map((entry) => [entry.path, entry]))
  for (const { path } of entries)
    for (let parent = path; (parent = parent.slice(0, Math.max(parent.lastIndexOf('/'), 0))) !== '';)
      if (!all.has(parent)) all.set(parent, { type: 'directory', path: parent, mode: 0o755 })
  return [...all.values()]
}

const add = async (tar: ReturnType<typeof pack>, entry: LayerEntry): Promise<void> => {
  const header: Header = { name: entry.path, mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' }
  if (entry.type === 'directory')
    tar.entry({ ...header, name: `${entry.path}/`, type: 'directory', mode: entry.mode })
  else if (entry.type === 'symlink')
    tar.entry({ ...header, type: 'symlink', linkname: entry.target, mode: 0o777 })
  else if ('content' in entry) tar.entry({ ...header, mode: entry.mode }, entry.content)
  else await addFile(tar, { ...header, mode: entry.mode }, entry.source)
}

const addFile = async (tar: ReturnType<typeof pack>, header: Header, source: string): Promise<void> => {
  const { size } = await stat(source)
  const content: Readable = createReadStream(source, { highWaterMark: 1024 * 1024 })
  await pipeline(content, tar.entry({ ...header, size }))
}
