import { cp, mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { readLock, type LockFile } from '../lock-file.ts'
import { recipesFolder } from '../recipe.ts'

/** A folder of recipes with these of the product's, and their lock file after a change. */
export const copyRecipes = async (
  folder: string,
  names: readonly string[],
  change: (lock: LockFile) => LockFile = (lock) => lock,
): Promise<string> => {
  await mkdir(folder, { recursive: true })
  for (const name of names) await cp(join(recipesFolder, name), join(folder, name), { recursive: true })
  await writeFile(join(folder, 'lock.json'), JSON.stringify(change(await readLock())))
  return folder
}

/** Replaces a recipe's main program by another of this text. */
export const replaceProgram = async (recipes: string, name: string, text: string): Promise<void> => {
  const path = join(recipes, name, 'main.go')
  await readFile(path) // a recipe without a program of its own is no use here
  await writeFile(path, text)
}
