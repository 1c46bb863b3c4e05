import { cacheFolder, dataFolder } from '@slipway/system'
import { join } from 'node:path'
import { z } from 'zod'
import { aboutOf, type About } from './leaf.ts'
import { settingsSchema } from './settings.ts'

/** One setting, as lists of all of them have it. */
export interface Definition extends About {
  /** As in a file, with dots: api.listen. */
  readonly name: string
  /** As in the environment: SLIPWAY_API_LISTEN. */
  readonly variable: string
  readonly schema: z.ZodType
}

const variableOf = (name: string): string =>
  `SLIPWAY_${name
    .replaceAll('.', '_')
    .replace(/[A-Z]/g, (letter) => `_${letter}`)
    .toUpperCase()}`

const collect = (shape: z.ZodRawShape, above: string): Definition[] =>
  Object.entries(shape).flatMap(([key, schema]) => {
    const name = `${above}${key}`
    if (schema instanceof z.ZodObject) return collect(schema.shape, `${name}.`)
    const about = aboutOf(schema as z.ZodType)
    if (!about) throw new Error(`the setting ${name} says nothing of itself`)
    return [{ name, variable: variableOf(name), schema: schema as z.ZodType, ...about }]
  })

/** All settings, in the order of the schema. */
export const definitions: readonly Definition[] = collect(settingsSchema.shape, '')

/** Names in the environment that begin like settings and are none, each with its reader. */
export const otherVariables: Readonly<Record<string, string>> = {
  SLIPWAY_CONFIG: 'the file of settings',
  SLIPWAY_SERVER: "the CLI's server",
  SLIPWAY_TOKEN: "the CLI's token",
}

/** The values that hold where nobody says anything else; some depend on the data folder. */
export const usualValues = (
  data: string | undefined,
  environment: NodeJS.ProcessEnv,
): Record<string, unknown> => {
  const folder = data ?? dataFolder(environment)
  return {
    ...Object.fromEntries(
      definitions.flatMap(({ name, usual }) => (usual === undefined ? [] : [[name, usual]])),
    ),
    data: folder,
    cache: cacheFolder(environment),
    masterKeys: join(folder, 'keys', 'master'),
  }
}
