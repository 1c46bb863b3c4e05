import { definitions } from '../schema/definitions.ts'
import type { Loaded, Source } from './load.ts'

/** One setting as people and scripts see it. */
export interface ShownSetting {
  name: string
  variable: string
  /** Undefined where nothing is set; secrets are masked. */
  value: unknown
  source: Source | 'unset'
  about: string
}

const mask = '********'

/** All settings with value, source and meaning, secrets masked. */
export const showSettings = ({ settings, sources }: Loaded): ShownSetting[] =>
  definitions.map(({ name, variable, about, secret }) => {
    const value = valueOf(settings, name)
    return {
      name,
      variable,
      value: secret && value !== undefined ? mask : value,
      source: sources.get(name) ?? 'unset',
      about,
    }
  })

/** The value of a setting by its name with dots. */
export const valueOf = (settings: object, name: string): unknown =>
  name
    .split('.')
    .reduce<unknown>((value, key) => (value as Record<string, unknown> | undefined)?.[key], settings)
