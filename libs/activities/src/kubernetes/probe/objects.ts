import type { V1DaemonSet } from '@kubernetes/client-node'
import type { BundleManifest } from '@slipway/domain'
import type { ClusterVariables } from '../variables.ts'

/**
 * Not a namespace of its own: Kubernetes waits five seconds before it begins to remove one. The name is fixed, so that
 * what a crash left is found.
 */
export const probeNamespace = 'kube-system'
export const probeName = 'slipway-verify'
export const probeLabel = `app=${probeName}`
export const probeContainer = 'probe'
/** What a pod prints once it has the API's answer, which is then in this file. */
export const reached = 'reached kubernetes.default.svc'
export const answerFile = '/tmp/version'

/**
 * A pod on every node, from an image that each node has: it finds the API by its service's name and reaches it by the
 * service's address. It ends as soon as it is told to.
 */
export const daemonSet = ({ image, ask }: Probe): V1DaemonSet => ({
  apiVersion: 'apps/v1',
  kind: 'DaemonSet',
  metadata: {
    name: probeName,
    namespace: probeNamespace,
    labels: { app: probeName, 'app.kubernetes.io/managed-by': 'slipway' },
  },
  spec: {
    selector: { matchLabels: { app: probeName } },
    template: {
      metadata: { labels: { app: probeName } },
      spec: {
        tolerations: [{ operator: 'Exists' }],
        terminationGracePeriodSeconds: 1,
        dnsConfig: { options: [{ name: 'timeout', value: '1' }] },
        containers: [
          {
            name: probeContainer,
            image,
            imagePullPolicy: 'Never',
            command: ['/bin/sh', '-c', script(ask)],
          },
        ],
      },
    },
  },
})

const script = (ask: string): string => `trap 'exit 0' TERM
until ${ask} > ${answerFile}; do sleep 0.3; done
echo ${reached}
while :; do sleep 3600 & wait; done
`

export interface Probe {
  image: string
  /** A command of sh that prints the API's version. */
  ask: string
}

const account = '/var/run/secrets/kubernetes.io/serviceaccount'
const url = 'https://kubernetes.default.svc'

/**
 * Images differ with where the bundle's are from: ours of kube-proxy has kubectl in it, upstream's of Flannel has
 * wget, which does not check certificates and so is given no token: a version is for everybody.
 */
export const probeOf = (source: BundleManifest['source'], { bundle }: ClusterVariables): Probe => {
  const image = (name: string): string =>
    bundle.images_node
      .map(({ reference }) => reference)
      .find((reference) => reference.split(':')[0]?.endsWith(`/${name}`)) ?? ''
  return source === 'modules'
    ? {
        image: image('kube-proxy'),
        ask:
          `/usr/local/bin/kube kubectl --server ${url} --certificate-authority ${account}/ca.crt ` +
          `--token "$(cat ${account}/token)" --request-timeout 5s get --raw /version`,
      }
    : { image: image('flannel'), ask: `wget -q -T 5 -O - --no-check-certificate ${url}/version` }
}
