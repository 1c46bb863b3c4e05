import { chmod, mkdir, readFile, symlink, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '@slipway/system'
import { appears } from '../../testing/appears.ts'

const which = async (program: string): Promise<string> =>
  (await run(['sh', '-c', 'command -v "$1"', 'sh', program])).stdout.trim()

/** A folder for the PATH with these programs of the machine and no others. */
export const onlyPrograms = async (folder: string, programs: readonly string[]): Promise<string> => {
  await mkdir(folder)
  for (const program of programs) await symlink(await which(program), join(folder, program))
  return folder
}

/**
 * A `go` that begins every build, says so, and never ends it; the rest it leaves to the machine's Go.
 * It makes sure that an interruption meets a build under way, however fast the machine is.
 */
export const endlessGo = async (folder: string) => {
  const begun = join(folder, 'begun')
  await mkdir(folder)
  await writeFile(
    join(folder, 'go'),
    `#!/bin/sh
[ "$1" = build ] || exec '${await which('go')}' "$@"
echo half >"$GOTMPDIR/half"
echo $$ >'${begun}.new' && mv '${begun}.new' '${begun}'
exec sleep 600
`,
  )
  await chmod(join(folder, 'go'), 0o755)
  return {
    path: `${folder}:${process.env['PATH'] ?? ''}`,
    begun: () => appears(begun),
    pid: async () => Number(await readFile(begun, 'utf8')),
  }
}
