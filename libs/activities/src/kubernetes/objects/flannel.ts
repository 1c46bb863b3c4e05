import type { KubernetesObject } from '@kubernetes/client-node'
import { localApi } from '@slipway/domain'
import { parseAllDocuments } from 'yaml'
import type { ClusterVariables } from '../variables.ts'

/** The bundle's flannel.yaml for this cluster: its pod network, and where each node reaches the API. */
export const flannelObjects = (manifest: string, { cluster }: ClusterVariables): KubernetesObject[] => {
  const filled = manifest
    .replaceAll('POD_NETWORK', cluster.pod_network)
    .replaceAll('API_HOST', localApi.address)
    .replaceAll('API_PORT', String(cluster.endpoint_port))
  return parseAllDocuments(filled).flatMap((document) => {
    const object = document.toJS() as KubernetesObject | null
    return object?.kind ? [object] : []
  })
}
