import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closureOf, fileOf } from './closure.ts'
import { rpmProblems } from './problems.ts'
import { runTool } from './tools.ts'

export interface DnfRequest {
  /** The release whose packages are wanted: 9 */
  release: string
  /** Path of a .repo file. */
  repositories: string
  names: readonly string[]
  /** Keeps packages and repositories' metadata for later builds. */
  cacheFolder: string
  signal: AbortSignal
  onLine?: (line: string) => void
}

/**
 * Downloads packages with all they depend on, as for an empty system, checksums and signatures checked by dnf as
 * the repositories ask. Gives the paths of the files. Nothing is installed, and of the machine's own dnf settings,
 * keys and packages nothing is used.
 */
export const downloadClosure = async (request: DnfRequest): Promise<string[]> => {
  const root = await mkdtemp(join(tmpdir(), 'slipway-dnf-'))
  try {
    const packages = join(request.cacheFolder, 'packages')
    await mkdir(packages, { recursive: true })
    const { signal, onLine, names, repositories } = request
    const output = await runTool(
      ['dnf', ...(await optionsFor(root, request)), '--downloaddir', packages, ...names],
      {
        home: root,
        signal,
        shown: `dnf install ${names.join(' ')}, from ${repositories}`,
        ...(onLine && { onLine }),
      },
    )
    return closureOf(output).map((chosen) => join(packages, fileOf(chosen)))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

const optionsFor = async (root: string, request: DnfRequest): Promise<string[]> => {
  const { repositories, cacheFolder, release } = request
  const repos = await readFile(repositories, 'utf8').catch((error: unknown) => {
    throw rpmProblems.RepositoriesUnreadable({ path: repositories, why: String(error) })
  })
  const [metadata, log, reposFolder] = [join(cacheFolder, 'metadata'), join(root, 'log'), join(root, 'repos')]
  for (const folder of [metadata, log, reposFolder]) await mkdir(folder, { recursive: true })
  await writeFile(join(reposFolder, 'slipway.repo'), repos)
  await writeFile(join(root, 'dnf.conf'), '[main]\n')
  const settings = {
    // a path of the machine, not of the root below which the rest of dnf's state is thrown away
    cachedir: metadata,
    logdir: log,
    reposdir: reposFolder,
    install_weak_deps: 'False',
    best: 'True',
    excludepkgs: '*.i686',
  }
  return [
    ...['--config', join(root, 'dnf.conf'), '--installroot', root, '--releasever', release],
    ...['--forcearch', 'x86_64', '--noplugins'],
    ...Object.entries(settings).map(([name, value]) => `--setopt=${name}=${value}`),
    // metadata that the repository has replaced names packages that it no longer holds
    ...['--refresh', '--verbose', '--assumeyes', 'install', '--downloadonly'],
  ]
}
