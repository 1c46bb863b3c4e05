export { catalogue } from './catalogue.ts'
export type { Area, Entry } from './entry.ts'
export { languages, words, type Code, type Language } from './words.ts'
