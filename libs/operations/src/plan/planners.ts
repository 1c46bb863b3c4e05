import { planCreate, planDelete, type CreateInput, type DeleteInput, type Planned } from '@slipway/workflows'

/** The pure functions that make plans. */
export interface Planners {
  create(input: CreateInput): Planned
  delete(input: DeleteInput): Planned
}

/** This release's. */
export const releasePlanners: Planners = { create: planCreate, delete: planDelete }
