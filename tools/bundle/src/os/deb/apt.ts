import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Problem } from '@slipway/domain'
import { run } from '@slipway/system'
import { reasonOf } from '../../problems.ts'
import { debProblems } from './problems.ts'
import type { DebianRelease } from './release.ts'

/** apt with a root of its own: it sees Debian's sources, and no package as installed. */
export interface Apt {
  /** Runs one of apt's commands in `cwd`. Throws PackagesUnreachable or AptMissing. */
  get(args: string[], cwd?: string): Promise<string>
}

export const openApt = async (
  release: DebianRelease,
  folder: string,
  options: { signal: AbortSignal; sources?: string | undefined },
): Promise<Apt> => {
  await Promise.all(
    ['state/lists/partial', 'cache/archives/partial', 'parts'].map((path) =>
      mkdir(join(folder, path), { recursive: true }),
    ),
  )
  const sources = options.sources ? await readSources(options.sources) : await machineSources(release)
  await writeFile(join(folder, 'state/status'), '')
  await writeFile(join(folder, 'sources.list'), sources)
  const config = join(folder, 'apt.conf')
  await writeFile(config, configuration(folder))
  return { get: (args, cwd) => aptGet(args, { config, cwd, signal: options.signal }) }
}

const readSources = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: unknown) => {
    throw debProblems.SourcesUnreadable({ path, why: reasonOf(error) })
  })

const configuration = (folder: string): string => `
Dir "${folder}";
Dir::State "${folder}/state";
Dir::State::status "${folder}/state/status";
Dir::Cache "${folder}/cache";
Dir::Etc::sourcelist "${folder}/sources.list";
Dir::Etc::sourceparts "${folder}/parts";
Dir::Etc::parts "${folder}/parts";
Dir::Etc::preferencesparts "${folder}/parts";
APT::Architecture "amd64";
APT::Architectures "amd64";
APT::Install-Recommends "false";
APT::Sandbox::User "root";
Acquire::Languages "none";
Acquire::Retries "3";
`

/** The sources of this Debian release that the machine itself is set up with, mirrors and all. */
const machineSources = async ({ codename, keyring }: DebianRelease): Promise<string> => {
  const format = '$(REPO_URI) $(RELEASE) $(COMPONENT)'
  const { stdout } = await run(['apt-get', 'indextargets', '--format', format, 'Created-By: Packages']).catch(
    (error: unknown) => {
      throw error instanceof Problem && error.code === 'program/ProgramMissing'
        ? debProblems.AptMissing({ program: 'apt-get' })
        : error
    },
  )
  const suites = [codename, `${codename}-updates`, `${codename}-security`]
  const lines = new Set(stdout.split('\n').filter((line) => suites.includes(line.split(' ')[1] ?? '')))
  if (lines.size === 0) throw debProblems.NoDebianSource({ codename })
  return [...lines].map((line) => `deb [signed-by=${keyring}] ${line}\n`).join('')
}

const aptGet = async (
  args: string[],
  { config, cwd, signal }: { config: string; cwd: string | undefined; signal: AbortSignal },
): Promise<string> => {
  try {
    const env = { APT_CONFIG: config, LC_ALL: 'C.UTF-8' }
    return (await run(['apt-get', ...args], { env, signal, ...(cwd !== undefined && { cwd }) })).stdout
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (!(error instanceof Problem)) throw error
    if (error.code === 'program/ProgramMissing') throw debProblems.AptMissing({ program: 'apt-get' })
    throw debProblems.PackagesUnreachable({
      command: `apt-get ${args.slice(0, 6).join(' ')}${args.length > 6 ? ' ...' : ''}`,
      lastLines: String(error.data['lastLines']),
    })
  }
}
