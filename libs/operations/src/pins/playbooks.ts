import { refuse } from '@slipway/domain'
import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, stat, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Platform } from '../platform.ts'
import { digestOf, readTree, type TreeFile } from './tree.ts'

export const playbooksFolder = (data: string): string => join(data, 'playbooks')

/** Where the tree of that digest is. */
export const pinnedPlaybooks = (data: string, digest: string): string => join(playbooksFolder(data), digest)

/**
 * Keeps this release's playbooks and roles under their digest, and gives it: a plan that names it finds the same
 * bytes under every later release. Throws `operation/PlaybooksMissing`.
 */
export const pinPlaybooks = async ({
  data,
  playbooks,
}: Pick<Platform, 'data' | 'playbooks'>): Promise<string> => {
  const files = await readTree(playbooks).catch(() => [])
  if (files.length === 0) throw refuse('damaged', 'operation/PlaybooksMissing', { folder: playbooks })
  const digest = digestOf(files)
  const folder = pinnedPlaybooks(data, digest)
  if (!(await isThere(folder))) await copyTo(folder, files)
  return digest
}

const copyTo = async (folder: string, files: readonly TreeFile[]): Promise<void> => {
  const part = join(dirname(folder), `.part-${randomUUID()}`)
  try {
    for (const { path, executable, content } of files) {
      await mkdir(dirname(join(part, path)), { recursive: true })
      await writeFile(join(part, path), content, { mode: executable ? 0o755 : 0o644 })
    }
    await rename(part, folder)
  } catch (error) {
    // somebody else was first: a folder that is not empty takes no other's place
    if (!(await isThere(folder))) throw error
  } finally {
    await rm(part, { recursive: true, force: true })
  }
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
