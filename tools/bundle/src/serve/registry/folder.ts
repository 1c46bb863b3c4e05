import { constants } from 'node:fs'
import { copyFile, link, mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import pMap from 'p-map'
import type { Store } from '../../store/store.ts'
import type { Layout } from './layout.ts'

const atOnce = 16

/**
 * Makes the registry's root folder anew: blobs are hard links to the store's, or copies where the store is on
 * another file system. The old folder, if any, is replaced once the new one is whole.
 */
export const makeRegistryFolder = async (store: Store, layout: Layout, folder: string): Promise<void> => {
  const incoming = `${folder}.new`
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming, { recursive: true })
  const place = async (path: string, write: (target: string) => Promise<void>) => {
    const target = join(incoming, path)
    await mkdir(dirname(target), { recursive: true })
    await write(target)
  }
  await pMap(
    layout.blobs,
    ([path, sha256]) => place(path, (target) => linkOrCopy(store.blobPath(sha256), target)),
    { concurrency: atOnce },
  )
  await pMap(
    layout.links,
    ([path, sha256]) => place(path, (target) => writeFile(target, `sha256:${sha256}`)),
    { concurrency: atOnce },
  )
  await rm(folder, { recursive: true, force: true })
  await rename(incoming, folder)
}

const linkOrCopy = (from: string, to: string): Promise<void> =>
  link(from, to).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'EXDEV' && error.code !== 'EPERM' && error.code !== 'EMLINK') throw error
    return copyFile(from, to, constants.COPYFILE_FICLONE)
  })
