import { z } from 'zod'
import { sha256Schema, kubernetesVersionSchema } from '../bundle/manifest.ts'
import { hostNameSchema, ipv4Schema } from '../network/address.ts'
import { stepSchema } from './step.ts'

export const roleSchema = z.enum(['control-plane', 'worker'])
export type Role = z.infer<typeof roleSchema>

/**
 * What an operation does, fixed before it starts: the steps, and the facts that chose them. It holds groups rather
 * than hosts × steps, no secrets but their references, no ages and no clock, so that the same input and facts give
 * the same bytes and the same hash. At most 256 KiB for 1,000 hosts.
 */
export const planSchema = z.strictObject({
  schema: z.literal(1),
  /** The folder in libs/workflows/src/operations that made it. */
  verb: z.string().min(1),
  cluster: z.strictObject({ id: z.uuid(), name: hostNameSchema }),
  /** Kept by the platform until no open operation needs them. */
  pins: z.strictObject({
    /** The bundle's manifest by hash; absent where no artifact is needed. */
    bundle: z.strictObject({ version: kubernetesVersionSchema, digest: sha256Schema }).optional(),
    /** The tree of playbooks and roles by hash. */
    playbooks: sha256Schema,
  }),
  /** exclusive: no other exclusive operation on the cluster meanwhile; shared: beside others that are shared. */
  claim: z.enum(['exclusive', 'shared']),
  /** Ends the operation that holds the cluster and takes its place. */
  takesOver: z.boolean(),
  /** Whom the cluster's membership gains when the operation starts. */
  joins: z.array(z.strictObject({ host: z.uuid(), role: roleSchema })),
  /** Every host that a group names, by id. The name is the node's and the inventory's. */
  hosts: z.record(z.uuid(), z.strictObject({ name: hostNameSchema, address: ipv4Schema })),
  /** Group name → host ids. */
  groups: z.record(z.string(), z.array(z.uuid())),
  /** What every step may use, as playbook variables are named. */
  variables: z.record(z.string(), z.json()),
  steps: z.array(stepSchema).min(1),
})
export type Plan = z.infer<typeof planSchema>

/** The target that stands for the cluster itself in a step, in the ledger and in logs. */
export const clusterTarget = 'cluster'

/** The targets of a step: ids of hosts, or the cluster. */
export const targetsOf = (plan: Pick<Plan, 'groups'>, step: { on: string }): readonly string[] =>
  step.on === clusterTarget ? [clusterTarget] : (plan.groups[step.on] ?? [])
