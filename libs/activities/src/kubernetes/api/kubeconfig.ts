import { parse, stringify } from 'yaml'

interface Kubeconfig {
  clusters: { cluster: { server: string } }[]
}

/** The same kubeconfig, with its clusters' APIs at this address. */
export const withServer = (kubeconfig: string, server: string): string => {
  const config = parse(kubeconfig) as Kubeconfig
  for (const { cluster } of config.clusters) cluster.server = server
  return stringify(config)
}
