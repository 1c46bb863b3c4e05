import { z } from 'zod'

/** Something that preflight saw. A blocker keeps the operation from starting; a warning is shown. */
export const findingSchema = z.strictObject({
  severity: z.enum(['blocker', 'warning']),
  /** A code of the catalogue of words, as in preflight/TooLittleMemory. */
  code: z.string().regex(/^[a-z][a-z-]*\/[A-Z][A-Za-z]*$/),
  data: z.record(z.string(), z.json()),
  /** The id of the host it concerns. */
  host: z.uuid().optional(),
})
export type Finding = z.infer<typeof findingSchema>
