import { fetchDebs } from '../os/deb/fetch.ts'
import type { BuildContext } from '../build/context.ts'
import { componentsOf, knownVersions } from '../version/components.ts'
import { recipesOf } from './build-all.ts'
import { buildProgram } from './build-program.ts'
import { installedVersions } from './c-packages.ts'
import { readLock, writeLock } from './lock-file.ts'
import { modulesProblems } from './problems.ts'

type Context = Pick<BuildContext, 'cacheFolder' | 'progress' | 'signal'>

/**
 * Builds recipes at every version that a bundle uses and writes their hashes into the lock file; with `os`, the
 * Debian packages of today instead. Gives the changed entries. Throws RecipeUnknown, or what a build throws.
 */
export const renewLock = async (
  names: readonly string[],
  context: Context,
  options: { os: boolean },
): Promise<string[]> => {
  if (options.os)
    return (await fetchDebs(context, { renew: true })).map(({ name, version }) => `${name} ${version}`)
  const used = new Map<string, [string, string]>()
  for (const version of await knownVersions())
    for (const [name, at] of recipesOf(await componentsOf(version))) used.set(`${name}@${at}`, [name, at])
  const known = new Set([...used.values()].map(([name]) => name))
  const unknown = names.filter((name) => !known.has(name))
  if (unknown.length > 0)
    throw modulesProblems.RecipeUnknown({ names: unknown, known: [...known].toSorted() })
  const lock = await readLock()
  const changed: string[] = []
  for (const [id, [name, version]] of used) {
    if (names.length > 0 && !names.includes(name)) continue
    const { recipe, files } = await buildProgram(name, version, context, { renew: true })
    if (recipe.cPackages) Object.assign(lock.c, await installedVersions(id, recipe.cPackages))
    for (const [output, { sha256, size }] of Object.entries(files)) {
      if (lock.programs[`${id}/${output}`]?.sha256 !== sha256) changed.push(`${id}/${output} ${sha256}`)
      lock.programs[`${id}/${output}`] = { sha256, size }
    }
  }
  const wanted = ([id]: [string, unknown]) => used.has(id.slice(0, id.lastIndexOf('/')))
  await writeLock({ ...lock, programs: Object.fromEntries(Object.entries(lock.programs).filter(wanted)) })
  return changed
}
