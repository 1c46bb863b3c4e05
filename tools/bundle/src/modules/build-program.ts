import { createHash } from 'node:crypto'
import { mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock, withProgress } from '@slipway/system'
import type { BuildContext } from '../build/context.ts'
import { sha256OfFile } from '../store/digest.ts'
import { installedVersions } from './c-packages.ts'
import { compile } from './compile.ts'
import { readLock, lockPath, type LockFile } from './lock-file.ts'
import { modulesProblems } from './problems.ts'
import { loadRecipe, recipeFiles, type Recipe } from './recipe.ts'

export interface BuiltFile {
  path: string
  sha256: string
  size: number
}

/** Everything that one recipe builds at one version. */
export interface BuiltProgram {
  recipe: Recipe
  version: string
  files: Record<string, BuiltFile>
}

type Context = Pick<BuildContext, 'cacheFolder' | 'progress' | 'signal'>

/**
 * Builds a recipe, or finds it built in the cache, and compares each program with the lock file.
 * `renew` skips the comparison: it is how the lock file itself is made.
 * Throws GoMissing, CompilerMissing, ModulesUnreachable, BuildFailed or NotReproduced.
 */
export const buildProgram = async (
  name: string,
  version: string,
  context: Context,
  { renew = false }: { renew?: boolean } = {},
): Promise<BuiltProgram> => {
  const artifact = `${name} ${version}`
  const [recipe, lock] = await Promise.all([loadRecipe(name), readLock()])
  const compilers = recipe.cgo ? await installedVersions(artifact, recipe.cPackages ?? []) : {}
  const inputs = await recipeFiles(name, version)
  const key = await keyOf(recipe, inputs, lock.go, compilers)
  const folder = join(context.cacheFolder, 'programs', `${name}@${version}-${key}`)

  const find = async () => ({ recipe, version, files: await readBuilt(folder, recipe) })
  const compareWithLock = (built: BuiltProgram) => {
    const sameCompilers = Object.entries(compilers).every(([pkg, found]) => lock.c[pkg] === found)
    if (!renew && sameCompilers) compare(name, version, built.files, lock)
    return built
  }
  const finished = await find().catch(() => undefined)
  if (finished) return compareWithLock(finished)
  return withLock(`${folder}.lock`, async () => {
    const meanwhile = await find().catch(() => undefined)
    if (meanwhile) return compareWithLock(meanwhile)
    return withProgress(context.progress, `build ${artifact}`, async () => {
      const scratch = await scratchFolder(folder)
      try {
        await compile({ artifact, recipe, version, inputs, go: lock.go, scratch, signal: context.signal })
        await writeFile(
          join(scratch, 'out/built.json'),
          JSON.stringify(await hashes(join(scratch, 'out'), recipe)),
        )
        await rm(folder, { recursive: true, force: true })
        await rename(join(scratch, 'out'), folder)
      } finally {
        await rm(scratch, { recursive: true, force: true })
      }
      return compareWithLock(await find())
    })
  })
}

/** Under the lock nobody else builds here: what an interrupted build left is in the way and nothing more. */
const scratchFolder = async (folder: string): Promise<string> => {
  const scratch = `${folder}.building`
  await rm(scratch, { recursive: true, force: true })
  await mkdir(scratch, { recursive: true })
  return scratch
}

const keyOf = async (
  recipe: Recipe,
  inputs: [string, string][],
  go: string,
  compilers: Record<string, string>,
) => {
  const hash = createHash('sha256').update(JSON.stringify([recipe, go, compilers]))
  for (const [name, path] of inputs) hash.update(`${name}\0`).update(await readFile(path))
  return hash.digest('hex').slice(0, 16)
}

const hashes = async (folder: string, recipe: Recipe): Promise<Record<string, string>> =>
  Object.fromEntries(
    await Promise.all(
      Object.keys(recipe.programs).map(
        async (output) => [output, await sha256OfFile(join(folder, output))] as const,
      ),
    ),
  )

/** Throws where the cache lacks the recipe, or holds something else than it wrote down. */
const readBuilt = async (folder: string, recipe: Recipe): Promise<Record<string, BuiltFile>> => {
  const noted = JSON.parse(await readFile(join(folder, 'built.json'), 'utf8')) as Record<string, string>
  const found = await hashes(folder, recipe)
  const files = Object.keys(recipe.programs).map(async (output): Promise<[string, BuiltFile]> => {
    const [path, sha256] = [join(folder, output), found[output] ?? '']
    if (noted[output] !== sha256) throw new Error(`${path} was changed after it was built`)
    return [output, { path, sha256, size: (await stat(path)).size }]
  })
  return Object.fromEntries(await Promise.all(files))
}

const compare = (name: string, version: string, files: Record<string, BuiltFile>, lock: LockFile): void => {
  for (const [output, { sha256 }] of Object.entries(files)) {
    const id = `${name}@${version}/${output}`
    const expected = lock.programs[id]?.sha256 ?? 'none: it is not in the lock file'
    if (sha256 !== expected)
      throw modulesProblems.NotReproduced({ artifact: id, expected, actual: sha256, lock: lockPath })
  }
}
