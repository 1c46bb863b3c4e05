import { mkdir, readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import pMap from 'p-map'
import { withLock, withProgress, type ProgressTask } from '@slipway/system'
import type { BuildContext } from '../../build/context.ts'
import { sha256OfFile } from '../../store/digest.ts'
import { writeWhole } from '../../store/write-whole.ts'
import { openApt, type Apt } from './apt.ts'
import { debFileSchema, poolName, readDeb, type DebFile } from './deb-file.ts'
import {
  loadRelease,
  readPackageLock,
  writePackageLock,
  type DebianRelease,
  type PackageLock,
} from './release.ts'

export interface FetchOptions {
  /** A file of apt sources in place of the machine's own. */
  aptSources?: string | undefined
  /** Takes what Debian serves today and writes it to the lock file. */
  renew?: boolean
  /** Folder of `debian-12.json` and its lock file, in place of the product's. */
  definitions?: string
}

type Context = Pick<BuildContext, 'cacheFolder' | 'progress' | 'signal'>

/**
 * The packages of the lock file, from the cache or by apt, which checks Debian's signatures.
 * Debian's mirrors drop a version once its security successor is out: then the successors are taken, and said.
 * Throws NoDebianSource, SourcesUnreadable, AptMissing or PackagesUnreachable.
 */
export const fetchDebs = (context: Context, options: FetchOptions = {}): Promise<DebFile[]> => {
  const folder = join(context.cacheFolder, 'os/debian-12')
  return withLock(join(folder, 'lock'), () =>
    withProgress(
      context.progress,
      'Debian 12 packages',
      async (task) => {
        const release = await loadRelease(options.definitions)
        const lock = options.renew ? [] : await readPackageLock(options.definitions)
        const cached = await cachedDebs(folder, lock)
        const found =
          cached ?? (await download(folder, release, lock, task, { ...options, signal: context.signal }))
        const debs = found.toSorted((a, b) => (a.name < b.name ? -1 : 1))
        if (options.renew) await writePackageLock(debs, options.definitions)
        return { debs, lock }
      },
      ({ debs, lock }) => `${debs.length} packages${driftOf(debs, lock)}`,
    ).then(({ debs }) => debs),
  )
}

/** In words, which packages are not those of the lock file. */
const driftOf = (debs: readonly DebFile[], lock: PackageLock): string => {
  const pinned = new Set(lock.map(({ sha256 }) => sha256))
  const other = lock.length === 0 ? [] : debs.filter(({ sha256 }) => !pinned.has(sha256))
  return other.length === 0
    ? ''
    : `; ${other.length} are not the lock file's, which are no longer served: ${other.map(({ name, version }) => `${name} ${version}`).join(', ')}`
}

const cachedDebs = async (folder: string, lock: PackageLock): Promise<DebFile[] | undefined> => {
  if (lock.length === 0) return undefined
  try {
    return await pMap(lock, (entry) => cachedDeb(folder, entry), { concurrency: 8 })
  } catch {
    return undefined
  }
}

/** Reading a package costs more than hashing it, so what was read is kept beside it. */
const cachedDeb = async (folder: string, entry: PackageLock[number]): Promise<DebFile> => {
  const path = join(folder, poolName(entry))
  if ((await sha256OfFile(path)) !== entry.sha256) throw new Error(`${path} is damaged`)
  const kept = await readKept(path)
  if (kept?.sha256 === entry.sha256) return { ...kept, path }
  const deb = await readDeb(path)
  await writeWhole(`${path}.json`, JSON.stringify(deb))
  return deb
}

const readKept = async (path: string): Promise<DebFile | undefined> => {
  try {
    return debFileSchema.parse(JSON.parse(await readFile(`${path}.json`, 'utf8')))
  } catch {
    return undefined
  }
}

const download = async (
  folder: string,
  release: DebianRelease,
  lock: PackageLock,
  task: ProgressTask,
  options: { signal: AbortSignal; aptSources?: string | undefined },
): Promise<DebFile[]> => {
  task.note('apt-get update')
  const apt = await openApt(release, join(folder, 'apt'), {
    signal: options.signal,
    sources: options.aptSources,
  })
  await apt.get(['update'])
  const incoming = join(folder, 'incoming')
  await rm(incoming, { recursive: true, force: true })
  await mkdir(incoming)
  try {
    task.note('downloading')
    const wanted = lock.map(
      ({ name, architecture, version }) =>
        `${name}:${architecture === 'all' ? 'amd64' : architecture}=${version}`,
    )
    const exact =
      wanted.length > 0 &&
      (await apt.get(['download', ...wanted], incoming).then(
        () => true,
        () => false,
      ))
    if (!exact) await apt.get(['download', ...(await closure(apt, release))], incoming)
    const files = await readdir(incoming)
    const debs = await pMap(files, (file) => readDeb(join(incoming, file)), { concurrency: 4 })
    return await Promise.all(debs.map((deb) => keep(folder, deb)))
  } finally {
    await rm(incoming, { recursive: true, force: true })
  }
}

/** Every package that an empty Debian would need, as apt itself works it out. */
const closure = async (apt: Apt, { packages, imagePackages }: DebianRelease): Promise<string[]> => {
  const plan = await apt.get([
    'install',
    '--yes',
    '--print-uris',
    ...new Set([...packages, ...imagePackages]),
  ])
  return [...plan.matchAll(/^'[^']+' ([a-z0-9][a-z0-9+.-]*)_(\S+)_(\w+)\.deb /gm)].map(
    ([, name, version, architecture]) =>
      `${name}:${architecture === 'all' ? 'amd64' : architecture}=${decodeURIComponent(version ?? '')}`,
  )
}

const keep = async (folder: string, deb: DebFile): Promise<DebFile> => {
  const path = join(folder, poolName(deb))
  await rename(deb.path, path)
  await writeWhole(`${path}.json`, JSON.stringify({ ...deb, path }))
  return { ...deb, path }
}
