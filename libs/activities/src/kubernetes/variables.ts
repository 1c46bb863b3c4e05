import type { Plan } from '@slipway/domain'
import { z } from 'zod'

/** What these actions read of a plan's variables. */
const variablesSchema = z.object({
  cluster: z.object({
    endpoint_port: z.int(),
    api_port: z.int(),
    pod_network: z.cidrv4(),
    control_planes: z.array(z.object({ name: z.string(), address: z.ipv4() })).min(1),
  }),
  bundle: z.object({ version: z.string(), images_node: z.array(z.object({ reference: z.string() })) }),
})
export type ClusterVariables = z.infer<typeof variablesSchema>

export const variablesOf = (plan: Pick<Plan, 'variables'>): ClusterVariables =>
  variablesSchema.parse(plan.variables)

/** The addresses of the API of every control plane. */
export const apiServersOf = ({ cluster }: ClusterVariables): [string, ...string[]] => {
  const [first, ...rest] = cluster.control_planes.map(
    ({ address }) => `https://${address}:${cluster.api_port}`,
  )
  return [first ?? '', ...rest]
}

/** The nodes that the plan's hosts are: name → address. */
export const nodesOf = (plan: Pick<Plan, 'hosts'>): ReadonlyMap<string, string> =>
  new Map(Object.values(plan.hosts).map(({ name, address }) => [name, address]))
