import { run } from '@slipway/system'
import { modulesProblems } from './problems.ts'

/** Versions of the installed Debian packages. Throws CompilerMissing naming all that are not installed. */
export const installedVersions = async (
  artifact: string,
  packages: readonly string[],
): Promise<Record<string, string>> => {
  const query = [
    'dpkg-query',
    '--show',
    '--showformat',
    '${db:Status-Status} ${Package} ${Version}\n',
  ] as const
  const found = await Promise.all(packages.map((name) => run([...query, name]).catch(() => ({ stdout: '' }))))
  const versions = Object.fromEntries(
    found.flatMap(({ stdout }) => {
      const [status, name, version] = stdout.split('\n')[0]?.split(' ') ?? []
      return status === 'installed' && name && version ? [[name, version]] : []
    }),
  )
  const missing = packages.filter((name) => !(name in versions))
  if (missing.length > 0) throw modulesProblems.CompilerMissing({ artifact, packages: missing })
  return versions
}
