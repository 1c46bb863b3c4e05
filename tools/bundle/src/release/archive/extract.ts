import { createReadStream, createWriteStream } from 'node:fs'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { createGunzip } from 'node:zlib'
import { extract as tarExtract } from 'tar-stream'

/**
 * Writes the named regular files of a .tar.gz into `folder`, each under its program's name.
 * Gives the paths in the archive that were not found. Throws zlib's or tar's error for a damaged archive.
 */
export const extractPrograms = async (
  archive: string,
  programs: Readonly<Record<string, string>>,
  folder: string,
  signal: AbortSignal,
): Promise<string[]> => {
  const wanted = new Map(Object.entries(programs).map(([name, path]) => [path, name]))
  const entries = tarExtract()
  const reading = pipeline(createReadStream(archive), createGunzip(), entries, { signal })
  // awaited below; a failure must not count as unhandled while the entries are read
  reading.catch(() => undefined)
  for await (const entry of entries) {
    const path = entry.header.name.replace(/^\.\//, '')
    const name = entry.header.type === 'file' ? wanted.get(path) : undefined
    if (name === undefined) entry.resume()
    else {
      wanted.delete(path)
      await pipeline(entry, createWriteStream(join(folder, name)))
    }
  }
  await reading
  return [...wanted.keys()]
}
