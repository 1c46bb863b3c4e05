import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** How one upstream project's programs are built from Go modules; see recipes/README.md. */
export const recipeSchema = z.strictObject({
  licence: z.string(),
  /** The Go module that holds the programs. */
  module: z.string(),
  /** Output file name → Go package to build. */
  programs: z.record(z.string().regex(/^[A-Za-z0-9._-]+$/), z.string()),
  cgo: z.boolean(),
  /** With cgo: linked without shared libraries. */
  static: z.boolean().optional(),
  tags: z.array(z.string()),
  /** Go variable → value, with {version}, {major}, {minor} and {patch} filled in. */
  stamps: z.record(z.string(), z.string()),
  /** Debian packages that compile and link the C parts. */
  cPackages: z.array(z.string()).optional(),
  withoutChecksumDatabase: z.array(z.string()).optional(),
  /** Our Go file → the module's file that it is a copy of, without these lines; each stands there once. */
  derived: z
    .record(
      z.string(),
      z.strictObject({ module: z.string(), file: z.string(), withoutLines: z.array(z.string()).min(1) }),
    )
    .optional(),
})
export type Recipe = z.infer<typeof recipeSchema>

export const recipesFolder = join(import.meta.dirname, '../../recipes')

export const loadRecipe = async (name: string, recipes: string = recipesFolder): Promise<Recipe> =>
  recipeSchema.parse(JSON.parse(await readFile(join(recipes, name, 'recipe.json'), 'utf8')))

/** Files of the recipe that a build of this version reads, as [path in the scratch folder, path here]. */
export const recipeFiles = async (
  name: string,
  version: string,
  recipes: string = recipesFolder,
): Promise<[string, string][]> => {
  const folder = join(recipes, name)
  const own = (await readdir(folder)).filter((file) => file.endsWith('.go'))
  const pins = (await readdir(join(folder, version))).filter((file) => file === 'go.mod' || file === 'go.sum')
  return [
    ...own.toSorted().map((file): [string, string] => [file, join(folder, file)]),
    ...pins.toSorted().map((file): [string, string] => [file, join(folder, version, file)]),
  ]
}
