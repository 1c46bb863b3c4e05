import { refuse } from '@slipway/domain'
import { readFile } from 'node:fs/promises'
import { parse } from 'yaml'
import { definitions } from '../schema/definitions.ts'
import { nearest } from './nearest.ts'

/**
 * The settings of a YAML file by their names with dots. A file that is not there has none, unless it `mustExist`.
 * Throws platform/SettingsUnreadable or platform/SettingUnknown.
 */
export const fileValues = async (path: string, mustExist: boolean): Promise<Record<string, unknown>> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT' && !mustExist) return ''
    throw refuse('invalid', 'platform/SettingsUnreadable', { path, reason: error.code ?? error.message })
  })
  const values: Record<string, unknown> = {}
  flatten(read(path, text), '', path, values)
  return values
}

const read = (path: string, text: string): unknown => {
  try {
    return parse(text)
  } catch (error) {
    // the parser's message quotes the line, which may hold a secret: the place alone is said
    const at = (error as { linePos?: { line: number; col: number }[] }).linePos?.[0]
    const reason = at ? `not YAML at line ${at.line}, column ${at.col}` : 'not YAML'
    throw refuse('invalid', 'platform/SettingsUnreadable', { path, reason })
  }
}

const names = definitions.map(({ name }) => name)

const flatten = (value: unknown, above: string, path: string, into: Record<string, unknown>): void => {
  if (value === null || value === undefined) return
  if (typeof value !== 'object' || Array.isArray(value)) {
    throw above === ''
      ? refuse('invalid', 'platform/SettingsUnreadable', { path, reason: 'not a map of settings' })
      : unknownSetting(above, path)
  }
  for (const [key, inner] of Object.entries(value as Record<string, unknown>)) {
    const name = above === '' ? key : `${above}.${key}`
    if (names.includes(name)) into[name] = inner
    else if (names.some((known) => known.startsWith(`${name}.`))) flatten(inner, name, path, into)
    else throw unknownSetting(name, path)
  }
}

const unknownSetting = (name: string, source: string) =>
  refuse('invalid', 'platform/SettingUnknown', {
    name,
    source,
    nearest: nearest(name, names) ?? 'slipway config',
  })
