import { z } from 'zod'
import { kubernetesVersionSchema } from '../bundle/manifest.ts'
import { hostNameSchema, networkSchema, serverNameSchema } from '../network/address.ts'

/** What a user asks for when creating a cluster; the rest are defaults. */
export const clusterSpecSchema = z.strictObject({
  name: hostNameSchema.max(40),
  kubernetesVersion: kubernetesVersionSchema,
  /** Ids of hosts. */
  controlPlanes: z.array(z.uuid()).min(1).max(5),
  workers: z.array(z.uuid()).max(1000).default([]),
  podNetwork: networkSchema.default('10.244.0.0/16'),
  serviceNetwork: networkSchema.default('10.96.0.0/16'),
  proxyMode: z.enum(['nftables', 'iptables']).default('nftables'),
  /** Further names and addresses by which people reach the API; the certificates carry them. */
  apiNames: z.array(serverNameSchema).max(20).default([]),
})
export type ClusterSpec = z.infer<typeof clusterSpecSchema>

/** Where every node reaches the API: its own balancer. */
export const localApi = { address: '127.0.0.1', port: 6444 } as const
/** Where a control plane serves the API. */
export const apiPort = 6443
/** The stable name of the API within the cluster; it is in /etc/hosts of every node and in the certificates. */
export const endpointName = (clusterName: string): string => `api.${clusterName}.slipway.internal`
