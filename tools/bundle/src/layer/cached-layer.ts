import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@slipway/system'
import { sha256OfFile } from '../store/digest.ts'
import type { LayerEntry } from './entries.ts'
import { packLayer, type PackedLayer } from './pack.ts'

export interface Layer extends PackedLayer {
  path: string
}

/** The packed layer of these entries, from the cache if it was packed before and is still what it was. */
export const cachedLayer = async (entries: readonly LayerEntry[], cacheFolder: string): Promise<Layer> => {
  const path = join(cacheFolder, 'layers', `${await keyOf(entries)}.tar.zst`)
  await mkdir(join(cacheFolder, 'layers'), { recursive: true })
  return withLock(`${path}.lock`, async () => {
    const kept = await readFile(`${path}.json`, 'utf8').catch(() => undefined)
    if (kept !== undefined) {
      const packed = JSON.parse(kept) as PackedLayer
      if ((await sha256OfFile(path).catch(() => '')) === packed.sha256) return { ...packed, path }
    }
    const packed = await packLayer(entries, `${path}.packing`)
    await rename(`${path}.packing`, path)
    await writeFile(`${path}.json`, JSON.stringify(packed))
    return { ...packed, path }
  })
}

const keyOf = async (entries: readonly LayerEntry[]): Promise<string> => {
  const hash = createHash('sha256')
  for (const entry of entries.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    const source = 'source' in entry ? await sha256OfFile(entry.source) : undefined
    hash.update(JSON.stringify({ ...entry, source }))
  }
  return hash.digest('hex').slice(0, 32)
}
