import { parseArgs } from 'node:util'
import { z } from 'zod'

/**
 * Of whom a lane tells while it runs. `lanes`: of all its hosts at once, which is what the contract (at most once a
 * second) leaves to a lane that ends at once. `hosts`: hosts finish one after another and each is told of alone, as when
 * they are seconds apart: nearly the most signals, and the most lanes after them, that an operation can have.
 */
export const tellings = ['lanes', 'hosts'] as const
export type Telling = (typeof tellings)[number]

const schema = z.object({
  hosts: z
    .string()
    .transform((text) => text.split(',').map(Number))
    // one control plane and as many workers as a spec takes
    .pipe(z.array(z.int().min(2).max(1001)))
    .transform((sizes) => [...new Set(sizes)].toSorted((a, b) => a - b))
    .refine((sizes) => sizes.length > 1, 'a slope needs plans of two sizes'),
  runs: z.coerce.number().int().min(1).max(20),
  telling: z.enum(tellings),
})
export type EngineOptions = z.infer<typeof schema>

export const usage = `bench:engine [--hosts 10,100,1000] [--runs 3] [--telling lanes|hosts]
  runs create's plan for each number of hosts by the engine on a Temporal server of its own; the activities finish at
  once and keep the ledger in memory
  --telling hosts   the hosts of a lane finish one after another and each is told of by a signal of its own: far more
                    signals and lanes, for a look at the limits; the time is then mostly the server's for each signal
  the last line is about the most hosts: the median of the runs' seconds; the events and MB (10^6 bytes) that Temporal
  keeps of an operation, summed over continue-as-new, in the run where they were most; and the slope, which is the time
  per host divided by that of the next smaller plan
  a limit at which Temporal warns is named in a line before it`

/** Throws with what is wrong about an argument. */
export const engineOptions = (argv: readonly string[]): EngineOptions =>
  schema.parse(
    parseArgs({
      args: [...argv],
      options: {
        hosts: { type: 'string', default: '10,100,1000' },
        runs: { type: 'string', default: '3' },
        telling: { type: 'string', default: 'lanes' },
      },
    }).values,
  )
