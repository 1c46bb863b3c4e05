import type { V1ClusterRoleBinding } from '@kubernetes/client-node'
import type { Access } from '@slipway/persistence'
import { objectNameOf, userOf } from './names.ts'

/** All that lets an access do anything; without it, its certificate is of no use. */
export const binding = ({ id }: Pick<Access, 'id'>): V1ClusterRoleBinding => ({
  apiVersion: 'rbac.authorization.k8s.io/v1',
  kind: 'ClusterRoleBinding',
  metadata: { name: objectNameOf(id), labels: { 'app.kubernetes.io/managed-by': 'slipway' } },
  roleRef: { apiGroup: 'rbac.authorization.k8s.io', kind: 'ClusterRole', name: 'cluster-admin' },
  subjects: [{ apiGroup: 'rbac.authorization.k8s.io', kind: 'User', name: userOf(id) }],
})
