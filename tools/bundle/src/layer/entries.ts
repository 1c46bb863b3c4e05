import { lstat, readdir, readlink } from 'node:fs/promises'
import { join, relative } from 'node:path'

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

/** For sorting, by code units and so the same on every machine. */
export const byPath = (a: LayerEntry, b: LayerEntry): number =>
  a.path < b.path ? -1 : a.path > b.path ? 1 : 0

/** Everything below a folder of this machine; links stay links, whatever they lead to. */
export const folderEntries = async (folder: string): Promise<LayerEntry[]> => {
  // without file types, a recursive readdir goes through links to folders, and out of this one
  const found = (await readdir(folder, { recursive: true, withFileTypes: true })).map((entry) =>
    relative(folder, join(entry.parentPath, entry.name)),
  )
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
