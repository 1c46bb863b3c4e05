import { existsSync } from 'node:fs'
import { lstat, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256OfBytes } from '../store/digest.ts'

/**
 * Every file below the folder, if there is one, with inode, mode, time and content: two equal snapshots mean that
 * nothing was touched.
 */
export const snapshotOf = async (folder: string): Promise<Record<string, string>> => {
  if (!existsSync(folder)) return {}
  const files = (await readdir(folder, { recursive: true, withFileTypes: true })).filter((entry) =>
    entry.isFile(),
  )
  const lines = files.map(async ({ parentPath, name }): Promise<[string, string]> => {
    const path = join(parentPath, name)
    const { ino, mode, mtimeMs } = await lstat(path)
    return [path, `${ino} ${mode.toString(8)} ${mtimeMs} ${sha256OfBytes(await readFile(path))}`]
  })
  return Object.fromEntries((await Promise.all(lines)).toSorted())
}
