import { createHash } from 'node:crypto'
import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'

export interface TreeFile {
  /** Relative, with slashes. */
  path: string
  executable: boolean
  content: Buffer
}

/** What programs leave beside their sources; never part of a tree. */
const leftOut = new Set(['__pycache__', '.ansible', '.git', 'node_modules'])

/** Every file of a folder, in the order of their paths. */
export const readTree = async (folder: string, prefix = ''): Promise<TreeFile[]> => {
  const entries = await readdir(join(folder, prefix), { withFileTypes: true })
  const files = await Promise.all(
    entries
      .filter(({ name }) => !leftOut.has(name) && !name.endsWith('.pyc'))
      .map(async (entry): Promise<TreeFile[]> => {
        const path = prefix === '' ? entry.name : `${prefix}/${entry.name}`
        if (entry.isDirectory()) return readTree(folder, path)
        if (!entry.isFile()) return []
        const full = join(folder, path)
        const executable = ((await stat(full)).mode & 0o111) !== 0
        return [{ path, executable, content: await readFile(full) }]
      }),
  )
  return files.flat().toSorted((a, b) => (a.path < b.path ? -1 : 1))
}

/** sha256 over paths, executable bits and contents, hexadecimal. */
export const digestOf = (files: readonly TreeFile[]): string => {
  const hash = createHash('sha256')
  for (const { path, executable, content } of files)
    hash.update(`${path}\0${executable ? 'x' : '-'}\0${content.length}\0`).update(content)
  return hash.digest('hex')
}
