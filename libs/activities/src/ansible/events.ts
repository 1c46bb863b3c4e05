import { outcomeSchema } from '@slipway/domain'
import { z } from 'zod'

/** Of every event: milliseconds since 1970, the inventory's name of the host, and the step it is in. */
const common = { at: z.number(), host: z.string(), step: z.string() }

const stepBegan = z.object({ event: z.literal('step-began'), ...common })

const task = z.object({
  event: z.literal('task'),
  ...common,
  step: z.string().nullable(),
  task: z.string(),
  status: z.enum(['ok', 'changed', 'skipped', 'failed', 'ignored', 'unreachable', 'retried']),
  /** Milliseconds. */
  took: z.number(),
  /** What it printed, secrets masked, its middle left out where it is long. */
  output: z.string(),
})

const taskFailure = z.object({ task: z.string(), message: z.string(), unreachable: z.boolean() })
export type TaskFailure = z.infer<typeof taskFailure>

const stepEnded = z.object({
  event: z.literal('step-ended'),
  ...common,
  outcome: outcomeSchema,
  outputs: z.record(z.string(), z.json()),
  failure: taskFailure.optional(),
})

/** What the callback plugin slipway_events writes. */
export const runEventSchema = z.discriminatedUnion('event', [stepBegan, task, stepEnded])
export type RunEvent = z.infer<typeof runEventSchema>
export type TaskEvent = z.infer<typeof task>

export const parseEvent = (line: string): RunEvent => runEventSchema.parse(JSON.parse(line))
