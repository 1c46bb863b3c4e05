import { refuse } from '@slipway/domain'
import { dataFolder } from '@slipway/system'
import { join, resolve } from 'node:path'
import { definitions, usualValues } from '../schema/definitions.ts'
import { settingsSchema, type Settings } from '../schema/settings.ts'
import { environmentValues } from './environment.ts'
import { fileValues } from './file.ts'
import { checkTogether } from './rules.ts'

export type Source = 'default' | 'file' | 'environment'

export interface Loaded {
  readonly settings: Settings
  /** By name with dots; a setting that nobody set and that has no usual value is not in here. */
  readonly sources: ReadonlyMap<string, Source>
  /** The file that was looked for. */
  readonly file: string
}

/**
 * The settings of this process: usual values, then the file ($SLIPWAY_CONFIG, else slipway.yaml in the data folder),
 * then the environment. Throws platform/SettingUnknown, SettingInvalid, SettingsUnreadable, TlsWanted, TlsHalf or
 * AddressWanted; none of them shows a secret.
 */
export const loadSettings = async (environment: NodeJS.ProcessEnv = process.env): Promise<Loaded> => {
  const own = environmentValues(environment)
  const config = environment.SLIPWAY_CONFIG || undefined
  const file = resolve(config ?? join(dataFolder(environment), 'slipway.yaml'))
  const written = await fileValues(file, config !== undefined)
  const data = own.data ?? written.data
  const usual = usualValues(typeof data === 'string' ? resolve(data) : undefined, environment)
  const values: Record<string, unknown> = {}
  const sources = new Map<string, Source>()
  for (const { name } of definitions) {
    for (const [source, known] of [
      ['default', usual],
      ['file', written],
      ['environment', own],
    ] as const) {
      if (known[name] === undefined) continue
      values[name] = known[name]
      sources.set(name, source)
    }
  }
  const settings = parseSettings(nest(values), (name) =>
    sources.get(name) === 'file' ? file : 'the environment',
  )
  checkTogether(settings)
  return { settings, sources, file }
}

/** All groups are there, also those of which nothing is set. */
const nest = (values: Readonly<Record<string, unknown>>): object => {
  const root: Record<string, unknown> = {}
  for (const { name } of definitions) {
    const keys = name.split('.')
    const last = keys.pop() ?? ''
    let group = root
    for (const key of keys) group = (group[key] ??= {}) as Record<string, unknown>
    if (values[name] !== undefined) group[last] = values[name]
  }
  return root
}

const parseSettings = (values: object, sourceOf: (name: string) => string): Settings => {
  const parsed = settingsSchema.safeParse(values)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  const path = issue?.path.map(String) ?? []
  const definition = definitions.find(({ name }) => `${path.join('.')}.`.startsWith(`${name}.`))
  const name = definition?.name ?? path.join('.')
  throw refuse('invalid', 'platform/SettingInvalid', {
    name,
    source: sourceOf(name),
    reason: issue?.message ?? 'not valid',
    about: definition?.about ?? '',
  })
}
