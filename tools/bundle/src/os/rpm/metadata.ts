import { link, mkdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import type { RpmHeader } from './header.ts'
import { runTool } from './tools.ts'

/** The files of a repository's metadata, without those that dnf does without (SQLite, other compressions). */
export const metadataFiles = ['repomd.xml', 'primary.xml.gz', 'filelists.xml.gz', 'other.xml.gz'] as const

/**
 * Makes the metadata of a repository that holds these packages side by side, and gives its folder.
 * The same packages give the same bytes. `work` must be on the packages' file system.
 */
export const makeMetadata = async (
  headers: readonly RpmHeader[],
  work: string,
  signal: AbortSignal,
): Promise<string> => {
  const repository = join(work, 'repository')
  await mkdir(repository)
  for (const { path, file, builtAt } of headers) {
    // the metadata holds every file's time; only the package's own is the same on every machine
    await utimes(path, builtAt, builtAt)
    await link(path, join(repository, file))
  }
  const newest = Math.max(...headers.map(({ builtAt }) => builtAt))
  await runTool(
    [
      ...(['createrepo_c', '--quiet', '--no-database', '--simple-md-filenames'] as const),
      ...['--revision', String(newest), '--set-timestamp-to-revision', repository],
    ],
    { home: work, signal },
  )
  return join(repository, 'repodata')
}
