import type { Entry } from '../entry.ts'
import type { en } from './en.ts'

export const zh = {} as const satisfies Record<keyof typeof en, Entry>
