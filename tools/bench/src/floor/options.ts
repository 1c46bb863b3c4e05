import { parseArgs } from 'node:util'
import { z } from 'zod'

const schema = z.object({
  upgrade: z.boolean(),
  runs: z.coerce.number().int().min(1).max(20),
  controlPlanes: z.coerce.number().int().min(1).max(5),
  workers: z.coerce.number().int().min(0).max(8),
  version: z.string().optional(),
})
export type FloorOptions = z.infer<typeof schema>

export const usage = `bench:floor [--runs 3] [--control-planes 1] [--workers 2] [--version 1.36.3]
bench:floor --upgrade [--control-planes 1] [--workers 1]   from 1.36.3 to 1.37.1, once`

/** Throws with what is wrong about an argument. */
export const floorOptions = (argv: readonly string[]): FloorOptions => {
  const { values } = parseArgs({
    args: [...argv],
    options: {
      upgrade: { type: 'boolean', default: false },
      runs: { type: 'string' },
      'control-planes': { type: 'string', default: '1' },
      workers: { type: 'string' },
      version: { type: 'string' },
    },
  })
  return schema.parse({
    ...values,
    controlPlanes: values['control-planes'],
    runs: values.runs ?? (values.upgrade ? '1' : '3'),
    workers: values.workers ?? (values.upgrade ? '1' : '2'),
  })
}
