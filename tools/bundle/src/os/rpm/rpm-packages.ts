import type { Artifact, OperatingSystem } from '@slipway/domain'
import { withLock, withProgress } from '@slipway/system'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { BuildContext } from '../../build/context.ts'
import type { Store } from '../../store/store.ts'
import { downloadClosure } from './dnf.ts'
import { readHeaders, type RpmHeader } from './header.ts'
import { makeMetadata, metadataFiles } from './metadata.ts'
import { rhelPackageNames } from './package-names.ts'

export interface RpmOptions {
  /** Path of a .repo file in place of the machine's own. */
  repositories?: string | undefined
  /** Packages in place of those that a node needs. */
  names?: readonly string[]
}

type Rhel = Extract<OperatingSystem, 'rhel-9'>

/**
 * Brings the OS packages of a node into the store, with all they depend on, and the metadata that makes them a
 * repository for dnf: artifacts of kind `manifest` named `<os>-<file of repodata>`.
 * Throws an `rpm/` problem with dnf's last lines; what was fetched is kept.
 */
export const rpmPackages = async (
  os: Rhel,
  context: BuildContext,
  { repositories, names = rhelPackageNames }: RpmOptions = {},
): Promise<Artifact[]> => {
  const { store, progress, signal } = context
  const cacheFolder = join(context.cacheFolder, 'os', os)
  const work = join(cacheFolder, 'work')
  const release = os.replace('rhel-', '')
  const waiting = () => progress.start(`wait for another build that fetches ${os} packages`).done()
  const gather = async () => {
    await rm(work, { recursive: true, force: true })
    await mkdir(work, { recursive: true })
    try {
      const paths = await withProgress(
        progress,
        `fetch ${os} packages`,
        (task) => downloadClosure({ release, repositories, names, cacheFolder, signal, onLine: task.note }),
        (found) => `${found.length} packages`,
      )
      const headers = await readHeaders(paths, work, signal)
      const metadata = await makeMetadata(headers, work, signal)
      return [...(await enterPackages(os, headers, store)), ...(await enterMetadata(os, metadata, store))]
    } finally {
      await rm(work, { recursive: true, force: true })
    }
  }
  return withLock(join(cacheFolder, 'lock'), gather, waiting)
}

const enterPackages = async (os: Rhel, headers: RpmHeader[], store: Store): Promise<Artifact[]> => {
  const artifacts: Artifact[] = []
  for (const { path, file, name, version, arch, licence, sourcePackage, vendor } of headers)
    artifacts.push({
      kind: 'os-package',
      os,
      name,
      file,
      version,
      platform: arch === 'noarch' ? 'any' : 'linux/amd64',
      ...(await store.addFile(path)),
      licence,
      source: `${sourcePackage} of ${vendor}`,
    })
  return artifacts
}

const enterMetadata = async (os: Rhel, folder: string, store: Store): Promise<Artifact[]> => {
  const artifacts: Artifact[] = []
  for (const file of metadataFiles)
    artifacts.push({
      kind: 'manifest',
      name: `${os}-${file}`,
      version: os.replace('rhel-', ''),
      platform: 'any',
      ...(await store.addFile(join(folder, file))),
      licence: 'Apache-2.0',
      source: `createrepo_c over this bundle's ${os} packages`,
    })
  return artifacts
}
