import { parseArgs } from 'node:util'
import { z } from 'zod'

const schema = z.object({
  runs: z.coerce.number().int().min(1).max(20),
  workers: z.coerce.number().int().min(0).max(8),
  version: z.string(),
  picture: z.string().optional(),
})
export type CreateOptions = z.infer<typeof schema>

export const usage = `bench:create [--runs 3] [--workers 2] [--version 1.36.3] [--picture FILE.svg]
  makes one control plane and the workers by hand and by Slipway in turn, on fresh hosts of the same shape;
  --picture writes the steps of the fastest run over time`

/** Throws with what is wrong about an argument. */
export const createOptions = (argv: readonly string[]): CreateOptions =>
  schema.parse(
    parseArgs({
      args: [...argv],
      options: {
        runs: { type: 'string', default: '3' },
        workers: { type: 'string', default: '2' },
        version: { type: 'string', default: '1.36.3' },
        picture: { type: 'string' },
      },
    }).values,
  )
