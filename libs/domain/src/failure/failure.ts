import { z } from 'zod'

/**
 * A failure as data, as ledgers and histories keep it: a code of the catalogue of words, and its parameters.
 * Never a secret: parameters are names, addresses, tasks and last lines of output.
 */
export const failureSchema = z.strictObject({
  /** Area and name, as in host/Unreachable. */
  code: z.string().regex(/^[a-z][a-z-]*\/[A-Z][A-Za-z]*$/),
  data: z.record(z.string(), z.json()),
})
export type Failure = z.infer<typeof failureSchema>
