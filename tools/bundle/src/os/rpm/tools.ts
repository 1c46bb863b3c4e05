import { Problem } from '@slipway/domain'
import { run, type RunOptions } from '@slipway/system'
import { rpmProblems } from './problems.ts'

const debianPackages: Readonly<Record<string, string>> = { createrepo_c: 'createrepo-c' }

interface ToolOptions {
  /** A folder that is thrown away: rpm opens a database of its own below the home folder. */
  home: string
  signal: AbortSignal
  /** What problems call the command, where the command itself is long and names temporary folders. */
  shown?: string
  onLine?: RunOptions['onLine']
}

/** Runs one of the tools of the RPM family. Throws one of rpm's problems, by what the tool printed. */
export const runTool = async (
  argv: readonly [string, ...string[]],
  { home, signal, shown = argv.slice(0, 12).join(' '), onLine }: ToolOptions,
): Promise<string> => {
  try {
    return (await run(argv, { signal, env: { LC_ALL: 'C.UTF-8', HOME: home }, ...(onLine && { onLine }) }))
      .stdout
  } catch (error) {
    signal.throwIfAborted()
    if (!(error instanceof Problem)) throw error
    const [program] = argv
    if (error.code === 'program/ProgramMissing')
      throw rpmProblems.ToolMissing({ program, debianPackage: debianPackages[program] ?? program })
    throw problemOf({ command: shown, lastLines: String(error.data['lastLines']) })
  }
}

/** dnf has one exit code for everything; its words (in C locale) tell what is wrong. */
const problemOf = (data: { command: string; lastLines: string }): Problem => {
  const { lastLines } = data
  if (/checksum|not signed|GPG|public key|Inconsistent server data/i.test(lastLines))
    return rpmProblems.PackageRefused(data)
  if (/Unable to find a match|nothing provides|No match for argument/i.test(lastLines))
    return rpmProblems.PackagesUnavailable(data)
  if (/Curl error|Cannot download|Failed to download|Status code/i.test(lastLines))
    return rpmProblems.RepositoriesUnreachable(data)
  return rpmProblems.Failed(data)
}
