import type { Area } from '../entry.ts'

export const en = {} as const satisfies Area
