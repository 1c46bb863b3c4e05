import { copyFile, mkdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { dirname, join } from 'node:path'
import { Problem } from '@slipway/domain'
import { run } from '@slipway/system'
import { bundleProblems } from '../problems.ts'
import { goEnvironment, requireGo } from './go.ts'
import { modulesProblems } from './problems.ts'
import type { Recipe } from './recipe.ts'

interface Compilation {
  artifact: string
  recipe: Recipe
  version: string
  inputs: [string, string][]
  /** Go release, e.g. 1.26.8. */
  go: string
  scratch: string
  signal: AbortSignal
}

/** Builds every program of the recipe and gives the folder that holds them. */
export const compile = async (compilation: Compilation): Promise<string> => {
  const { recipe, version, inputs, scratch, go } = compilation
  await requireGo(go)
  for (const [name, path] of inputs) {
    await mkdir(dirname(join(scratch, 'src', name)), { recursive: true })
    await copyFile(path, join(scratch, 'src', name))
  }
  const out = join(scratch, 'out')
  for (const folder of [out, temporary(scratch)]) await mkdir(folder)
  await derive(compilation)
  for (const [output, pkg] of Object.entries(recipe.programs))
    await goCommand(compilation, [
      'build',
      ...['-mod=readonly', '-trimpath', '-buildvcs=false', '-p', String(availableParallelism())],
      ...(recipe.tags.length > 0 ? ['-tags', recipe.tags.join(',')] : []),
      ...['-ldflags', linkerFlags(recipe, version), '-o', join(out, output), pkg],
    ])
  return out
}

/** Go's and the linker's own temporary files: an interrupted build leaves none of them elsewhere. */
const temporary = (scratch: string): string => join(scratch, 'tmp')

const linkerFlags = (recipe: Recipe, version: string): string =>
  [
    '-s -w -buildid=',
    ...(recipe.static ? ['-linkmode external -extldflags=-static'] : []),
    ...Object.entries(recipe.stamps).map(([name, value]) => `-X ${name}=${fill(value, version)}`),
  ].join(' ')

const fill = (template: string, version: string): string => {
  const [major = '', minor = '', patch = ''] = version.split('.')
  const values: Record<string, string> = { version, major, minor, patch }
  return template.replaceAll(/\{(\w+)\}/g, (_, name: string) => values[name] ?? '')
}

/** Writes the recipe's files that are copies of a module's, without the lines that the recipe leaves out. */
const derive = async (compilation: Compilation): Promise<void> => {
  const { artifact, recipe, scratch } = compilation
  for (const [own, { module, file, withoutLines }] of Object.entries(recipe.derived ?? {})) {
    await goCommand(compilation, ['mod', 'download', module])
    const folder = await goCommand(compilation, ['list', '-mod=readonly', '-m', '-f', '{{.Dir}}', module])
    const lines = (await readFile(join(folder, file), 'utf8')).split('\n')
    for (const unwanted of withoutLines) {
      if (lines.filter((line) => line === unwanted).length !== 1)
        throw bundleProblems.BuildFailed({
          artifact,
          command: `copy ${module}/${file}`,
          lastLines: `this line is not there exactly once: ${unwanted.trim()}`,
        })
      lines.splice(lines.indexOf(unwanted), 1)
    }
    await writeFile(join(scratch, 'src', own), lines.join('\n'))
  }
}

const unreachable =
  /dial tcp|no such host|connection refused|i\/o timeout|TLS handshake timeout|proxyconnect|network is unreachable|module lookup disabled/

const goCommand = async (compilation: Compilation, args: string[]): Promise<string> => {
  const { artifact, recipe, go, scratch, signal } = compilation
  try {
    const result = await run(['go', ...args], {
      cwd: join(scratch, 'src'),
      env: { ...goEnvironment(go, recipe), GOTMPDIR: temporary(scratch), TMPDIR: temporary(scratch) },
      signal,
    })
    return result.stdout.trim()
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (!(error instanceof Problem) || error.code !== 'program/ProgramFailed') throw error
    const data = { artifact, command: `go ${args.join(' ')}`, lastLines: String(error.data['lastLines']) }
    throw unreachable.test(data.lastLines)
      ? modulesProblems.ModulesUnreachable(data)
      : bundleProblems.BuildFailed(data)
  }
}
