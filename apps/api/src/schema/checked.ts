import { refuse } from '@slipway/domain'
import type { z } from 'zod'

/** Input as its schema takes it. Throws access/InputInvalid for the first thing that is wrong, never showing a value. */
export const checked = <Schema extends z.ZodType>(schema: Schema, input: unknown): z.output<Schema> => {
  const parsed = schema.safeParse(input)
  if (parsed.success) return parsed.data
  const [issue] = parsed.error.issues
  throw refuse('invalid', 'access/InputInvalid', {
    field: issue?.path.map(String).join('.') || 'input',
    reason: issue?.message ?? 'not valid',
  })
}
