import { lstat, readdir, readlink } from 'node:fs/promises'
import { join } from 'node:path'

/** One path of an image layer, relative and without a leading slash. Owner is root; times are the epoch. */
export type LayerEntry =
  | { type: 'directory'; path: string; mode: number }
  | { type: 'symlink'; path: string; target: string }
  | { type: 'file'; path: string; mode: number; content: string }
  | { type: 'file'; path: string; mode: number; source: string }

/** A program under its name, and other names that lead to it. */
export const programEntries = (path: string, source: string, links: readonly string[] = []): LayerEntry[] => {
  const folder = path.slice(0, path.lastIndexOf('/'))
  return [
    { type: 'file', path, mode: 0o755, source },
    ...links.map((link): LayerEntry => ({
      type: 'symlink',
      path: `${folder}/${link}`,
      target: path.slice(folder.length + 1),
    })),
  ]
}

/** Everything below a folder of this machine. */
export const folderEntries = async (folder: string): Promise<LayerEntry[]> => {
  const found = await readdir(folder, { recursive: true })
  return Promise.all(
    found.map(async (path): Promise<LayerEntry> => {
      const source = join(folder, path)
      const stats = await lstat(source)
      if (stats.isSymbolicLink()) return { type: 'symlink', path, target: await readlink(source) }
      const mode = stats.mode & 0o7777
      return stats.isDirectory() ? { type: 'directory', path, mode } : { type: 'file', path, mode, source }
    }),
  )
}
