import {
  AppsV1Api,
  CertificatesV1Api,
  CoreV1Api,
  KubeConfig,
  KubernetesObjectApi,
  RbacAuthorizationV1Api,
} from '@kubernetes/client-node'
import { everything, openClusterSecret } from '@slipway/persistence'
import type { ActivityDeps } from '../../deps.ts'

/** A cluster's API, spoken to as its administrator. */
export interface ClusterApi {
  /** The cluster's name, for words. */
  readonly name: string
  /** As in https://192.0.2.10:6443. */
  readonly server: string
  /** The certificate of the cluster's CA, PEM. */
  readonly authority: string
  readonly config: KubeConfig
  readonly core: CoreV1Api
  readonly apps: AppsV1Api
  readonly certificates: CertificatesV1Api
  readonly access: RbacAuthorizationV1Api
  readonly objects: KubernetesObjectApi
}

/** The reference of the administrator's kubeconfig among the cluster's secrets. */
export const adminKubeconfig = 'admin-kubeconfig'

/** Throws `cluster/SecretMissing` where no step has collected the access. */
export const openCluster = async (
  { database, vault }: Pick<ActivityDeps, 'database' | 'vault'>,
  cluster: { id: string; name: string },
): Promise<ClusterApi> =>
  apiOf(cluster.name, await openClusterSecret(database.fork(everything), vault, cluster.id, adminKubeconfig))

export const apiOf = (name: string, kubeconfig: string): ClusterApi => {
  const config = new KubeConfig()
  config.loadFromString(kubeconfig)
  const { server = '', caData = '' } = config.getCurrentCluster() ?? {}
  return {
    name,
    server,
    authority: Buffer.from(caData, 'base64').toString(),
    config,
    core: config.makeApiClient(CoreV1Api),
    apps: config.makeApiClient(AppsV1Api),
    certificates: config.makeApiClient(CertificatesV1Api),
    access: config.makeApiClient(RbacAuthorizationV1Api),
    objects: KubernetesObjectApi.makeApiClient(config),
  }
}
