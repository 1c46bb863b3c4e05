import type { KubernetesObject } from '@kubernetes/client-node'

/**
 * CoreDNS as kubeadm makes it is asked every ten seconds whether it is ready. Asked each second, a cluster is ready up to
 * nine seconds earlier; set before its pods are placed, the change costs nothing.
 */
export const corednsReadiness: KubernetesObject & { spec: object } = {
  apiVersion: 'apps/v1',
  kind: 'Deployment',
  metadata: { name: 'coredns', namespace: 'kube-system' },
  spec: { template: { spec: { containers: [{ name: 'coredns', readinessProbe: { periodSeconds: 1 } }] } } },
}
