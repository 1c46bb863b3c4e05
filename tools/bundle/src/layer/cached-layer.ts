import { createHash } from 'node:crypto'
import { readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock, withProgress } from '@slipway/system'
import type { BuildContext } from '../build/context.ts'
import { sha256OfFile } from '../store/digest.ts'
import { writeWhole } from '../store/write-whole.ts'
import { byPath, type LayerEntry } from './entries.ts'
import { packedLayerSchema, packLayer, type PackedLayer } from './pack.ts'

export interface Layer extends PackedLayer {
  path: string
}

type Context = Pick<BuildContext, 'cacheFolder' | 'progress' | 'signal'>

/** The packed layer of these entries, from the cache if it was packed before and is still what it was. */
export const cachedLayer = async (
  label: string,
  entries: readonly LayerEntry[],
  { cacheFolder, progress, signal }: Context,
): Promise<Layer> => {
  const path = join(cacheFolder, 'layers', `${await keyOf(entries)}.tar.zst`)
  return withLock(`${path}.lock`, async () => {
    const kept = await readKept(path)
    if (kept) return { ...kept, path }
    const packing = `${path}.packing`
    try {
      const packed = await withProgress(
        progress,
        `pack ${label}`,
        () => packLayer(entries, packing, signal),
        ({ size }) => `${Math.ceil(size / 1e6)} MB`,
      )
      await rename(packing, path)
      await writeWhole(`${path}.json`, JSON.stringify(packed))
      return { ...packed, path }
    } finally {
      await rm(packing, { force: true })
    }
  })
}

/** Undefined where the cache holds no such layer, or something else than it wrote down. */
const readKept = async (path: string): Promise<PackedLayer | undefined> => {
  try {
    const packed = packedLayerSchema.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')))
    return (await sha256OfFile(path)) === packed.sha256 ? packed : undefined
  } catch {
    return undefined
  }
}

const keyOf = async (entries: readonly LayerEntry[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const entry of entries.toSorted(byPath)) {
    const source = 'source' in entry ? await sha256OfFile(entry.source) : undefined
    hash.update(JSON.stringify({ ...entry, source }))
  }
  return hash.digest('hex').slice(0, 32)
}
