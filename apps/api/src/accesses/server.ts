import { apiPort, refuse, type ClusterSpec } from '@slipway/domain'
import { isGiven } from '../schema/given.ts'

/**
 * The address that a kubeconfig gets: the one asked for, if the cluster's certificate carries it; else the first of
 * the names that the user gave for people, else the first API server. Throws access/ServerUnknown.
 */
export const serverFor = (
  cluster: { spec: Pick<ClusterSpec, 'apiNames'>; apiServers: readonly string[] },
  asked: string | null | undefined,
): string => {
  const known = [...cluster.spec.apiNames.map((name) => `https://${name}:${apiPort}`), ...cluster.apiServers]
  if (!isGiven(asked)) return known[0] ?? ''
  const text = asked.includes('://') ? asked : `https://${asked}`
  const { protocol, hostname, port } = new URL(URL.canParse(text) ? text : 'none://')
  const names = known.map((one) => new URL(one).hostname)
  // a balancer or a forwarded port may stand before the API: the name must be known, the port need not be
  if (protocol !== 'https:' || !names.includes(hostname))
    throw refuse('invalid', 'access/ServerUnknown', {
      field: 'server',
      server: asked,
      known: names.join(', '),
    })
  return `https://${hostname}:${port || apiPort}`
}
