import { expect, test } from 'vitest'
import { mirroredAddress, mirroredRegistry, parseMirrors } from './mirrors.ts'

const mirrors = parseMirrors([
  'dl.k8s.io=https://mirror.test/k8s/',
  'registry.k8s.io=http://harbor.test:5000/k8s',
])

test('a file is fetched from under the path of its host’s mirror', () => {
  expect(mirroredAddress('https://dl.k8s.io/release/v1/kubelet', mirrors)).toBe(
    'https://mirror.test/k8s/release/v1/kubelet',
  )
})

test('an image is fetched from under the project that its registry’s mirror names', () => {
  expect(mirroredRegistry('registry.k8s.io', 'pause/manifests/3.10', mirrors)).toBe(
    'http://harbor.test:5000/v2/k8s/pause/manifests/3.10',
  )
})

test('a host without a mirror is used itself', () => {
  expect(mirroredAddress('https://github.com/a/b', mirrors)).toBe('https://github.com/a/b')
  expect(mirroredRegistry('ghcr.io', 'a/manifests/1', mirrors)).toBe('https://ghcr.io/v2/a/manifests/1')
})

test.each([
  ['dl.k8s.io'],
  ['dl.k8s.io=mirror.test'],
  ['dl.k8s.io=file:///srv'],
  ['example.com=https://mirror.test'],
  ['ghcr.io=https://user:secret@mirror.test'],
])('a mirror that cannot be used is refused: %s', (value) => {
  expect(() => parseMirrors([value])).toThrow(expect.objectContaining({ code: 'release/MirrorUnusable' }))
})
