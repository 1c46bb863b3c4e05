import { createHash } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { Transform } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { constants, createZstdCompress } from 'node:zlib'
import { pack, type Pack } from 'tar-stream'
import { sha256Schema } from '@slipway/domain'
import { z } from 'zod'
import { addEntry, addFile, type EntryHeader } from '../tar/add-entry.ts'
import { fillTar } from '../tar/fill-tar.ts'
import { byPath, type LayerEntry } from './entries.ts'

export const packedLayerSchema = z.strictObject({
  /** Sha256 of the tar, which an image's configuration names. */
  diffId: sha256Schema,
  /** Sha256 and bytes of the compressed file. */
  sha256: sha256Schema,
  size: z.int().positive(),
})
export type PackedLayer = z.infer<typeof packedLayerSchema>

/** Higher levels cost minutes on Kubernetes' programs and win a few per cent. */
const compressionLevel = 10

/** Writes the entries as a tar compressed with zstd. The same entries are the same bytes, whatever their order here. */
export const packLayer = async (
  entries: readonly LayerEntry[],
  path: string,
  signal: AbortSignal,
): Promise<PackedLayer> => {
  const [diffId, sha256] = [createHash('sha256'), createHash('sha256')]
  let size = 0
  const compress = createZstdCompress({ params: { [constants.ZSTD_c_compressionLevel]: compressionLevel } })
  const tar = pack()
  const hashed = seeing((chunk) => diffId.update(chunk))
  const compressed = seeing((chunk) => {
    sha256.update(chunk)
    size += chunk.length
  })
  await fillTar(tar, {
    flow: pipeline(tar, hashed, compress, compressed, createWriteStream(path), { signal }),
    fill: async () => {
      for (const entry of withParents(entries).toSorted(byPath)) await add(tar, entry)
    },
    signal,
  })
  return { diffId: diffId.digest('hex'), sha256: sha256.digest('hex'), size }
}

/** Passes everything on after a look at it. */
const seeing = (see: (chunk: Buffer) => void): Transform =>
  new Transform({
    transform: (chunk: Buffer, _, next) => {
      see(chunk)
      next(null, chunk)
    },
  })

/** Folders that no entry names are made for everyone to read. */
const withParents = (entries: readonly LayerEntry[]): LayerEntry[] => {
  const all = new Map(entries.map((entry) => [entry.path, entry]))
  for (const { path } of entries)
    for (let parent = path; (parent = parent.slice(0, Math.max(parent.lastIndexOf('/'), 0))) !== '';)
      if (!all.has(parent)) all.set(parent, { type: 'directory', path: parent, mode: 0o755 })
  return [...all.values()]
}

const add = async (tar: Pack, entry: LayerEntry): Promise<void> => {
  const header: EntryHeader = { name: entry.path, mtime: new Date(0), uid: 0, gid: 0, uname: '', gname: '' }
  if (entry.type === 'directory')
    addEntry(tar, { ...header, name: `${entry.path}/`, type: 'directory', mode: entry.mode })
  else if (entry.type === 'symlink')
    addEntry(tar, { ...header, type: 'symlink', linkname: entry.target, mode: 0o777 })
  else if ('content' in entry) addEntry(tar, { ...header, mode: entry.mode }, entry.content)
  else await addFile(tar, { ...header, mode: entry.mode }, entry.source)
}
