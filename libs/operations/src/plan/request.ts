import { clusterSpecSchema, refuse } from '@slipway/domain'
import { z } from 'zod'

const createSchema = z.strictObject({
  verb: z.literal('create'),
  /** The project's id. */
  project: z.uuid(),
  spec: clusterSpecSchema,
})
const deleteSchema = z.strictObject({
  verb: z.literal('delete'),
  /** The cluster's id. */
  cluster: z.uuid(),
  /** Whether OS packages that the platform installed go too. */
  removePackages: z.boolean().default(false),
})

/** What can be planned, and what is asked for each. */
export const planRequestSchema = z.discriminatedUnion('verb', [createSchema, deleteSchema])
/** As callers write it: what has a default may be left out. */
export type PlanRequest = z.input<typeof planRequestSchema>
export type CheckedRequest = z.output<typeof planRequestSchema>
export type CreateRequest = Extract<CheckedRequest, { verb: 'create' }>
export type DeleteRequest = Extract<CheckedRequest, { verb: 'delete' }>

/** Throws `operation/InputInvalid` with the path of the first value that cannot be. */
export const checkRequest = (request: unknown): CheckedRequest => {
  const checked = planRequestSchema.safeParse(request)
  if (checked.success) return checked.data
  const [issue] = checked.error.issues
  const path = (issue?.path ?? []).filter((part) => part !== 'spec').join('.')
  throw refuse('invalid', 'operation/InputInvalid', { field: path, reason: issue?.message ?? '' })
}
