import { z } from 'zod'
import { failureSchema } from '../failure/failure.ts'

export const operationStates = ['running', 'succeeded', 'failed', 'cancelled'] as const
export type OperationState = (typeof operationStates)[number]
/** Whether an operation of that state can still do something. */
export const isOpen = (state: OperationState): boolean => state === 'running'

/** changed: it did something; same: it found its work done. */
export const outcomes = ['changed', 'same', 'failed', 'skipped'] as const
export const outcomeSchema = z.enum(outcomes)
export type Outcome = z.infer<typeof outcomeSchema>

/** Whether later steps may go on after it. */
export const isFinished = (outcome: Outcome): boolean => outcome !== 'failed'

/** The end of one step on one target. */
export const stepResultSchema = z.strictObject({
  step: z.string(),
  /** A host's id, or `cluster`. */
  target: z.string(),
  outcome: outcomeSchema,
  failure: failureSchema.optional(),
})
export type StepResult = z.infer<typeof stepResultSchema>
