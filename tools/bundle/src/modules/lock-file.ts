import { sha256Schema } from '@slipway/domain'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { writeWhole } from '../store/write-whole.ts'
import { recipesFolder } from './recipe.ts'

const lockSchema = z.strictObject({
  /** The Go release that every program is built by. */
  go: z.string(),
  platform: z.literal('linux/amd64'),
  /** `<recipe>@<version>/<program>` → what a build must give. */
  programs: z.record(z.string(), z.strictObject({ sha256: sha256Schema, size: z.int().positive() })),
  /** Debian packages whose versions the hashes of programs with C parts hold for. */
  c: z.record(z.string(), z.string()),
})
export type LockFile = z.infer<typeof lockSchema>

export const lockPath = (recipes: string = recipesFolder): string => join(recipes, 'lock.json')

export const readLock = async (recipes?: string): Promise<LockFile> =>
  lockSchema.parse(JSON.parse(await readFile(lockPath(recipes), 'utf8')))

export const writeLock = async (lock: LockFile): Promise<void> => {
  const programs = Object.fromEntries(Object.entries(lock.programs).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  await writeWhole(lockPath(), `${JSON.stringify(lockSchema.parse({ ...lock, programs }), null, 2)}\n`)
}
