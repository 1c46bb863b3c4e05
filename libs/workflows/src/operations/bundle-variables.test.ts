import { expect, test } from 'vitest'
import { sampleManifest } from '../testing/samples.ts'
import { bundleVariables, missingArtifacts } from './bundle-variables.ts'

const variables = () => bundleVariables(sampleManifest(), 'd'.repeat(64))
const without = (name: string) => ({
  ...sampleManifest(),
  artifacts: sampleManifest().artifacts.filter((artifact) => artifact.name !== name),
})

test('programs go where a node looks for them, and only those that a node needs', () => {
  const paths = variables().programs.map(({ path }) => path)
  expect(paths).toContain('/usr/local/bin/kubelet')
  expect(paths).toContain('/usr/local/bin/ctr')
  expect(paths).toContain('/opt/cni/bin/flannel')
  expect(paths).not.toContain('/opt/cni/bin/vlan')
  expect(paths).not.toContain('/usr/local/bin/registry')
})

test('images are told apart: those of every node, and those of a control plane', () => {
  const { images_node, images_control_plane } = variables()
  expect(images_node.map(({ reference }) => reference)).toEqual([
    'registry.k8s.io/kube-proxy:v1.36.3',
    'ghcr.io/flannel-io/flannel:v0.28.9',
    'registry.k8s.io/pause:3.10.2',
    'registry.k8s.io/coredns/coredns:v1.14.2',
  ])
  expect(images_control_plane.map(({ reference }) => reference)).toEqual([
    'registry.k8s.io/kube-apiserver:v1.36.3',
    'registry.k8s.io/etcd:3.6.14-0',
    'registry.k8s.io/kube-controller-manager:v1.36.3',
    'registry.k8s.io/kube-scheduler:v1.36.3',
  ])
  expect(variables()).toMatchObject({
    pause_image: 'registry.k8s.io/pause:3.10.2',
    etcd_tag: '3.6.14-0',
    coredns_tag: 'v1.14.2',
    os: ['debian-12', 'rhel-9'],
  })
})

test('every image is named by its reference and by what its manifest is', () => {
  const { artifacts } = sampleManifest()
  const { images_node, images_control_plane } = variables()
  for (const { reference, sha256 } of [...images_node, ...images_control_plane])
    expect(artifacts.find(({ name, version }) => `${name}:${version}` === reference)).toMatchObject({
      sha256,
    })
  const [pinned] = bundleVariables(
    {
      ...sampleManifest(),
      artifacts: artifacts.map((artifact) => ({ ...artifact, sha256: 'e'.repeat(64) })),
    },
    'd'.repeat(64),
  ).images_node
  expect(pinned).toEqual({ reference: 'registry.k8s.io/kube-proxy:v1.36.3', sha256: 'e'.repeat(64) })
})

test.each([
  ['kubelet', 'kubernetes/kubelet'],
  ['portmap', 'cni-plugins/portmap'],
  ['registry.k8s.io/etcd', 'etcd'],
  ['flannel.yaml', 'flannel.yaml'],
])('a bundle without %s is known to lack it', (name, missing) => {
  expect(missingArtifacts(sampleManifest())).toEqual([])
  expect(missingArtifacts(without(name))).toEqual([missing])
})
