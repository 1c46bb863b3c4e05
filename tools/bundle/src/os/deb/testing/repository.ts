import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '@slipway/system'
import { poolName, readDeb, type DebFile } from '../deb-file.ts'
import { packagesIndex } from '../packages-index.ts'

/** Name, version and, if it has some, what it depends on. */
export type Package = readonly [name: string, version: string, depends?: string]

/** A flat repository in a folder, of packages made here, and the file of apt sources that names it. */
export const localRepository = async (folder: string, packages: readonly Package[]) => {
  const pool = join(folder, 'pool')
  await rm(folder, { recursive: true, force: true })
  await mkdir(pool, { recursive: true })
  const debs: DebFile[] = []
  for (const made of packages) {
    const deb = await readDeb(await makeDeb(folder, made))
    const path = join(pool, poolName(deb))
    await rename(deb.path, path)
    debs.push({ ...deb, path })
  }
  await writeFile(join(pool, 'Packages'), packagesIndex(debs))
  const sources = join(folder, 'sources.list')
  await writeFile(sources, `deb [trusted=yes] file:${pool} ./\n`)
  return { debs, sources }
}

const makeDeb = async (folder: string, [name, version, depends]: Package): Promise<string> => {
  const root = join(folder, 'root')
  await mkdir(join(root, 'DEBIAN'), { recursive: true })
  const control = [
    `Package: ${name}`,
    `Version: ${version}`,
    'Architecture: amd64',
    'Maintainer: the test <test@example.org>',
    ...(depends === undefined ? [] : [`Depends: ${depends}`]),
    'Description: made by the test\n of nothing at all\n',
  ].join('\n')
  await writeFile(join(root, 'DEBIAN/control'), control)
  const path = join(folder, 'made.deb')
  await run(['dpkg-deb', '--root-owner-group', '--build', root, path])
  await rm(root, { recursive: true })
  return path
}

/** A folder of definitions: the packages wanted, and the lock file. */
export const definitionsOf = async (folder: string, wanted: string[], lock: unknown[]): Promise<string> => {
  await mkdir(folder, { recursive: true })
  const release = {
    ...{ codename: 'bookworm', keyring: '/usr/share/keyrings/debian-archive-keyring.gpg' },
    ...{ packages: wanted, imagePackages: wanted, imagePackagesWithout: ['dpkg'] },
  }
  await writeFile(join(folder, 'debian-12.json'), JSON.stringify(release))
  await writeFile(join(folder, 'debian-12.lock.json'), JSON.stringify(lock))
  return folder
}
