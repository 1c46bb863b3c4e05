import { z } from 'zod'

/** Names of steps, actions and groups: lower-case words joined by hyphens. */
export const nameSchema = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)

/** A tool is an activity; an action is what it is asked to do: an Ansible role, an action of the cluster's API. */
export const actionSchema = z.strictObject({
  tool: z.enum(['ansible', 'kubernetes', 'platform']),
  action: nameSchema,
  /** Added to the plan's variables, for this step alone. */
  arguments: z.record(z.string(), z.json()).default({}),
})
export type Action = z.infer<typeof actionSchema>
export type Tool = Action['tool']

/** How a secret comes into being when it is first needed; `given`: an earlier step stored it. */
export const secretKinds = ['bootstrap-token', 'certificate-key', 'encryption-key', 'given'] as const

/** A secret as a step names it: the variable it becomes, and the reference under which the cluster's is kept. */
export const secretUseSchema = z.strictObject({
  variable: z.string().regex(/^[a-z][a-z0-9_]*$/),
  reference: nameSchema,
  kind: z.enum(secretKinds),
})
export type SecretUse = z.infer<typeof secretUseSchema>

export const outputTypes = ['text', 'address', 'secret-reference'] as const

export const stepSchema = z.strictObject({
  name: nameSchema,
  /** A group of the plan, or `cluster`. */
  on: nameSchema,
  run: actionSchema,
  /** Steps that must be finished on all their targets. */
  after: z.array(nameSchema),
  /** The step that must be finished on the same host: each host goes on at its own pace. */
  follows: nameSchema.nullable(),
  /** Steps that it serves as they run: once they cannot go on, it would wait in vain and is called off. */
  serves: z.array(nameSchema).optional(),
  /** How many targets at once; null: all. */
  atOnce: z.int().positive().nullable(),
  secrets: z.array(secretUseSchema),
  /** What it gives to later steps, by name. */
  outputs: z.record(z.string(), z.enum(outputTypes)),
  /** Variables that are outputs of earlier steps: variable → [step, output]. The step has one target. */
  uses: z.record(z.string(), z.tuple([nameSchema, z.string()])),
  disrupts: z.enum(['nothing', 'pods', 'node', 'control-plane', 'cluster']),
  /** What shows that it is done: a code of the catalogue of words. */
  verify: nameSchema,
  /** How it is undone; or the code of the reason why it cannot be. */
  undo: z.union([actionSchema, z.strictObject({ impossible: nameSchema })]),
  /** Whether a host may be left out when the step fails on it. */
  skippable: z.boolean(),
})
export type Step = z.infer<typeof stepSchema>
