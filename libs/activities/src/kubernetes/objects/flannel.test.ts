import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import type { ClusterVariables } from '../variables.ts'
import { flannelObjects } from './flannel.ts'

const manifest = readFileSync(
  new URL('../../../../../tools/bundle/manifests/flannel.yaml', import.meta.url),
  'utf8',
)
const variables: ClusterVariables = {
  cluster: {
    endpoint_port: 6444,
    api_port: 6443,
    pod_network: '10.10.0.0/16',
    control_planes: [{ name: 'cp-1', address: '192.0.2.10' }],
  },
  bundle: { version: '1.36.3', images_node: [] },
}

test('Flannel gets the cluster’s pod network and reaches the API by the node’s own balancer', () => {
  const objects = flannelObjects(manifest, variables)
  expect(objects.map(({ kind }) => kind)).toEqual([
    'Namespace',
    'ServiceAccount',
    'ClusterRole',
    'ClusterRoleBinding',
    'ConfigMap',
    'DaemonSet',
  ])
  const text = JSON.stringify(objects)
  expect(text).toContain('10.10.0.0/16')
  expect(text).toContain('{"name":"KUBERNETES_SERVICE_HOST","value":"127.0.0.1"}')
  expect(text).toContain('{"name":"KUBERNETES_SERVICE_PORT","value":"6444"}')
})

test('nothing of the manifest is left to be filled in', () => {
  expect(JSON.stringify(flannelObjects(manifest, variables))).not.toMatch(/POD_NETWORK|API_HOST|API_PORT/)
})
