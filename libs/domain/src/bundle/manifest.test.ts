import { expect, test } from 'vitest'
import { bundleManifestSchema, encodeManifest, type Artifact, type BundleManifest } from './manifest.ts'

const kubelet: Artifact = {
  kind: 'binary',
  name: 'kubelet',
  component: 'kubernetes',
  version: '1.36.3',
  platform: 'linux/amd64',
  size: 1,
  sha256: 'a'.repeat(64),
  licence: 'Apache-2.0',
  source: 'k8s.io/kubernetes@v1.36.3',
}
const manifestOf = (...artifacts: Artifact[]): BundleManifest => ({
  schema: 1,
  kubernetes: '1.36.3',
  platform: 'linux/amd64',
  source: 'modules',
  operatingSystems: ['debian-12'],
  artifacts,
})

test('the same artifacts in another order are the same bytes', () => {
  const kubeadm = { ...kubelet, name: 'kubeadm' }
  expect(encodeManifest(manifestOf(kubelet, kubeadm))).toBe(encodeManifest(manifestOf(kubeadm, kubelet)))
})

test.each([['../kubelet'], ['a/b'], ['.hidden'], ['two words'], ['']])(
  'a name that could leave its folder is refused: %j',
  (name) => {
    expect(bundleManifestSchema.safeParse(manifestOf({ ...kubelet, name })).success).toBe(false)
  },
)

test('an artifact without a licence or a source is refused', () => {
  expect(bundleManifestSchema.safeParse(manifestOf({ ...kubelet, licence: '' })).success).toBe(false)
  expect(bundleManifestSchema.safeParse(manifestOf({ ...kubelet, source: '' })).success).toBe(false)
})

test('an image keeps its upstream name, host and path', () => {
  const image = { ...kubelet, kind: 'image', name: 'registry.k8s.io/coredns/coredns', version: 'v1.14.2' }
  delete (image as { component?: string }).component
  expect(bundleManifestSchema.safeParse(manifestOf(image as Artifact)).success).toBe(true)
})

test.each([['registry.k8s.io/../x'], ['registry.k8s.io'], ['registry.k8s.io/Pause'], ['/pause']])(
  'an image name that is no upstream path is refused: %j',
  (name) => {
    const image = { ...kubelet, kind: 'image', name }
    delete (image as { component?: string }).component
    expect(bundleManifestSchema.safeParse(manifestOf(image as Artifact)).success).toBe(false)
  },
)
