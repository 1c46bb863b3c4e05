import { planCreate } from './create/plan.ts'
import { planDelete } from './delete/plan.ts'

/** The table of operations: to add one is a folder and its line here. */
export const operations = {
  create: { plan: planCreate },
  delete: { plan: planDelete },
} as const
export type Verb = keyof typeof operations
export const verbs = Object.keys(operations) as Verb[]
