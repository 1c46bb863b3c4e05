import { createHash } from 'node:crypto'
import { mkdtemp, readdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { withLock, withProgress } from '@slipway/system'
import type { BuildContext } from '../build/context.ts'
import { sha256OfFile } from '../store/digest.ts'
import { installedVersions } from './c-packages.ts'
import { compile } from './compile.ts'
import { lockPath, readLock, type LockFile } from './lock-file.ts'
import { modulesProblems } from './problems.ts'
import { loadRecipe, recipeFiles, recipesFolder, type Recipe } from './recipe.ts'

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

interface BuildProgramOptions {
  renew?: boolean
  /** Recipes and lock file in place of those of the product. */
  recipes?: string
}

/**
 * Builds a recipe, or finds it built in the cache, and compares each program with the lock file.
 * `renew` skips the comparison: it is how the lock file itself is made. What differs from the lock file is not kept.
 * Throws GoMissing, CompilerMissing, ModulesUnreachable, BuildFailed or NotReproduced.
 */
export const buildProgram = async (
  name: string,
  version: string,
  context: Context,
  { renew = false, recipes = recipesFolder }: BuildProgramOptions = {},
): Promise<BuiltProgram> => {
  const artifact = `${name} ${version}`
  const [recipe, lock] = await Promise.all([loadRecipe(name, recipes), readLock(recipes)])
  const compilers = recipe.cgo ? await installedVersions(artifact, recipe.cPackages ?? []) : {}
  const inputs = await recipeFiles(name, version, recipes)
  const key = await keyOf(recipe, inputs, lock.go, compilers)
  const folder = join(context.cacheFolder, 'programs', `${name}@${version}-${key}`)

  const sameCompilers = Object.entries(compilers).every(([pkg, found]) => lock.c[pkg] === found)
  const check = (files: Record<string, BuiltFile>) => {
    if (!renew && sameCompilers) compare(artifact, files, lock, lockPath(recipes))
  }
  const find = async (): Promise<BuiltProgram | undefined> => {
    try {
      const files = await readBuilt(folder, recipe)
      check(files)
      return { recipe, version, files }
    } catch {
      return undefined // not built, or not what it was or should be: it is built anew
    }
  }
  const build = async (): Promise<BuiltProgram> => {
    const scratch = await scratchFolder(folder)
    try {
      const { signal } = context
      const out = await compile({ artifact, recipe, version, inputs, go: lock.go, scratch, signal })
      await writeFile(join(out, 'built.json'), JSON.stringify(await hashes(out, recipe)))
      check(await readBuilt(out, recipe))
      await rm(folder, { recursive: true, force: true })
      await rename(out, folder)
    } finally {
      // compilers that outlive an interrupted Go by a moment still write there
      await rm(scratch, { recursive: true, force: true, maxRetries: 10 })
    }
    return { recipe, version, files: await readBuilt(folder, recipe) }
  }
  return (
    (await find()) ??
    withLock(
      `${folder}.lock`,
      async () => (await find()) ?? withProgress(context.progress, `build ${artifact}`, build),
    )
  )
}

/**
 * Under the lock nobody else builds here: what interrupted builds left is removed. The new folder has a name of its
 * own, as a Go whose caller was killed goes on writing in the old one.
 */
const scratchFolder = async (folder: string): Promise<string> => {
  const beginning = `${basename(folder)}.building-`
  for (const name of await readdir(dirname(folder)))
    if (name.startsWith(beginning))
      await rm(join(dirname(folder), name), { recursive: true, force: true, maxRetries: 10 })
  return mkdtemp(join(dirname(folder), beginning))
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

const compare = (
  artifact: string,
  files: Record<string, BuiltFile>,
  lock: LockFile,
  lockFile: string,
): void => {
  for (const [output, { sha256 }] of Object.entries(files)) {
    const id = `${artifact.replace(' ', '@')}/${output}`
    const expected = lock.programs[id]?.sha256 ?? 'none: it is not in the lock file'
    if (sha256 !== expected)
      throw modulesProblems.NotReproduced({ artifact: id, expected, actual: sha256, lock: lockFile })
  }
}
