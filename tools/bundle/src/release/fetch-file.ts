import type { Artifact } from '@slipway/domain'
import { Problem } from '@slipway/domain'
import { mkdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../store/store.ts'
import { extractPrograms } from './archive/extract.ts'
import type { ReleaseCache } from './cache/release-cache.ts'
import { releaseLicence, type ReleaseFile } from './catalogue.ts'
import type { Connection } from './http/connection.ts'
import { download, readSmall } from './http/download.ts'
import { mirroredAddress } from './mirrors.ts'
import { releaseProblems } from './problems.ts'
import { publishedChecksum } from './published-checksum.ts'

interface Places {
  connection: Connection
  cache: ReleaseCache
  store: Store
}

/** Brings the programs of one released file into the store, the file checked against its published checksum. */
export const fetchReleaseFile = async (file: ReleaseFile, places: Places): Promise<Artifact[]> => {
  const sha256 = await checksumOf(file, places)
  const path = await contentOf(file, sha256, places)
  const packed = Object.entries(file.programs).filter(
    (program): program is [string, string] => program[1] !== undefined,
  )
  if (packed.length === 0)
    return [await entryOf(file, Object.keys(file.programs)[0] ?? '', path, places.store)]
  return unpack(file, path, Object.fromEntries(packed), places)
}

/** What the file is called in progress and problems. */
export const nameOf = (file: ReleaseFile): string => {
  const programs = Object.keys(file.programs)
  return `${programs.length === 1 ? programs[0] : file.component} ${file.version}`
}

const checksumOf = async (file: ReleaseFile, { connection, cache }: Places): Promise<string> => {
  const known = await cache.said(file.checksum)
  if (known !== undefined) return known
  const request = {
    artifact: `the checksum of ${nameOf(file)}`,
    address: mirroredAddress(file.checksum, connection.mirrors),
  }
  const { bytes } = await readSmall(connection, request)
  const fileName = file.address.replace(/^.*\//, '')
  const sha256 = publishedChecksum(bytes.toString(), fileName)
  if (sha256 === undefined)
    throw releaseProblems.ChecksumUnusable({
      artifact: nameOf(file),
      address: request.address,
      file: fileName,
    })
  await cache.remember(file.checksum, sha256)
  return sha256
}

const contentOf = async (
  file: ReleaseFile,
  sha256: string,
  { connection, cache }: Places,
): Promise<string> => {
  const address = mirroredAddress(file.address, connection.mirrors)
  try {
    return await cache.content(sha256, (path) =>
      download(connection, { artifact: nameOf(file), address, sha256, path }),
    )
  } catch (error) {
    // the checksum may be what is wrong: the next build asks for both
    if (error instanceof Problem && error.code === 'release/ChecksumWrong') await cache.forget(file.checksum)
    throw error
  }
}

const unpack = async (
  file: ReleaseFile,
  archive: string,
  programs: Record<string, string>,
  { connection, store }: Places,
): Promise<Artifact[]> => {
  const unusable = (why: string) =>
    releaseProblems.ArchiveUnusable({ artifact: nameOf(file), address: file.address, why })
  const folder = join(await store.incomingFolder(), 'unpacked')
  await mkdir(folder)
  try {
    const missing = await extractPrograms(archive, programs, folder, connection.signal).catch(
      (error: unknown) => {
        connection.signal.throwIfAborted()
        throw unusable(String(error))
      },
    )
    if (missing.length > 0) throw unusable(`It does not hold ${missing.join(', ')}.`)
    const entries: Artifact[] = []
    for (const name of Object.keys(programs))
      entries.push(await entryOf(file, name, join(folder, name), store))
    return entries
  } finally {
    await rm(join(folder, '..'), { recursive: true, force: true })
  }
}

const entryOf = async (file: ReleaseFile, name: string, path: string, store: Store): Promise<Artifact> => ({
  kind: 'binary',
  name,
  component: file.component,
  version: file.version,
  platform: 'linux/amd64',
  ...(await store.addFile(path)),
  licence: releaseLicence,
  source: file.address,
})
