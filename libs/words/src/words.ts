import { catalogue } from './catalogue.ts'
import type { Area, Entry } from './entry.ts'

export type Language = keyof typeof catalogue
export const languages = Object.keys(catalogue) as Language[]

type English = (typeof catalogue)['en']
/** Every code that has words, as in host/Unreachable. */
export type Code = { [A in keyof English]: `${A}/${keyof English[A] & string}` }[keyof English]

/** The words of a code with its parameters filled in; a code without words is given as it is. */
export const words = (
  language: Language,
  code: string,
  data: Readonly<Record<string, unknown>> = {},
): Entry => {
  const entry = find(language, code) ?? find('en', code) ?? { what: code }
  const fill = (text: string) => text.replace(/\{(\w+)\}/g, (_, name: string) => textOf(language, data[name]))
  return {
    what: fill(entry.what),
    ...(entry.why !== undefined && { why: fill(entry.why) }),
    ...(entry.remedy !== undefined && { remedy: fill(entry.remedy) }),
  }
}

const find = (language: Language, code: string): Entry | undefined => {
  const [area = '', name = ''] = code.split('/')
  const areas: Record<string, Area | undefined> = catalogue[language]
  return areas[area]?.[name]
}

/** A code with its data inside the data of another is what its own words say. */
const textOf = (language: Language, value: unknown): string => {
  if (value === undefined || value === null) return ''
  if (Array.isArray(value))
    return value.map((one) => textOf(language, one)).join(value.every(isCoded) ? ' ' : ', ')
  if (isCoded(value)) return words(language, value.code, value.data).what
  return typeof value === 'object' ? JSON.stringify(value) : `${value as string | number | boolean}`
}

const isCoded = (value: unknown): value is { code: string; data: Record<string, unknown> } =>
  typeof value === 'object' &&
  value !== null &&
  'code' in value &&
  typeof value.code === 'string' &&
  'data' in value &&
  typeof value.data === 'object'
