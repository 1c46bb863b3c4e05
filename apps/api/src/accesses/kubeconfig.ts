import { stringify } from 'yaml'

export interface KubeconfigParts {
  /** The cluster's name, which becomes the context's. */
  cluster: string
  user: string
  /** As in https://192.0.2.10:6443. */
  server: string
  /** PEM. */
  authority: string
  certificate: string
  key: string
}

const base64 = (text: string): string => Buffer.from(text).toString('base64')

/** A kubeconfig with everything in it, YAML. */
export const makeKubeconfig = ({
  cluster,
  user,
  server,
  authority,
  certificate,
  key,
}: KubeconfigParts): string =>
  stringify({
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [{ name: cluster, cluster: { server, 'certificate-authority-data': base64(authority) } }],
    users: [
      {
        name: user,
        user: { 'client-certificate-data': base64(certificate), 'client-key-data': base64(key) },
      },
    ],
    contexts: [{ name: cluster, context: { cluster, user } }],
    'current-context': cluster,
  })
