import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { closureOf, fileOf } from './closure.ts'
import { rpmProblems } from './problems.ts'
import { runTool } from './tools.ts'

export interface DnfRequest {
  /** The release whose packages are wanted: 9 */
  release: string
  /** Path of a .repo file; without it, those of the machine. */
  repositories: string | undefined
  names: readonly string[]
  /** Keeps packages and repositories' metadata for later builds. */
  cacheFolder: string
  signal: AbortSignal
  onLine?: (line: string) => void
}

/**
 * Downloads packages with all they depend on, as for an empty system, checksums and signatures checked by dnf as
 * the repositories ask. Gives the paths of the files. Nothing is installed, and of the machine's own dnf settings
 * nothing but its repositories is used, and these only where no others are given.
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
        shown: `dnf install ${names.join(' ')}, from ${repositories ?? machineRepositories}`,
        ...(onLine && { onLine }),
      },
    )
    return closureOf(output).map((chosen) => join(packages, fileOf(chosen)))
  } finally {
    await rm(root, { recursive: true, force: true })
  }
}

/** Where a machine of the RHEL family has its .repo files. */
const machineRepositories = '/etc/yum.repos.d'

const repositoriesOf = async (path: string | undefined): Promise<string> => {
  try {
    if (path !== undefined) return await readFile(path, 'utf8')
    const names = (await readdir(machineRepositories)).filter((name) => name.endsWith('.repo')).toSorted()
    if (names.length === 0) throw new Error('It holds no .repo file.')
    const texts = await Promise.all(names.map((name) => readFile(join(machineRepositories, name), 'utf8')))
    return texts.join('\n')
  } catch (error) {
    throw rpmProblems.RepositoriesUnreadable({ path: path ?? machineRepositories, why: String(error) })
  }
}

const optionsFor = async (root: string, request: DnfRequest): Promise<string[]> => {
  const { repositories, cacheFolder, release } = request
  const repos = await repositoriesOf(repositories)
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
