import { expect, test } from 'vitest'
import { registryLayout, type ServedImage } from './layout.ts'

const [manifest, config, layer] = ['a', 'b', 'c'].map((digit) => digit.repeat(64)) as [string, string, string]
const pause: ServedImage = { name: 'registry.k8s.io/pause', tag: '3.10', manifest, parts: [config, layer] }

test('an image is laid out as the registry program expects it', () => {
  const { blobs, links } = registryLayout([pause])
  const repository = 'docker/registry/v2/repositories/registry.k8s.io/pause'
  expect([...links.keys()].sort()).toEqual([
    `${repository}/_layers/sha256/${config}/link`,
    `${repository}/_layers/sha256/${layer}/link`,
    `${repository}/_manifests/revisions/sha256/${manifest}/link`,
    `${repository}/_manifests/tags/3.10/current/link`,
    `${repository}/_manifests/tags/3.10/index/sha256/${manifest}/link`,
  ])
  expect([...blobs]).toContainEqual([`docker/registry/v2/blobs/sha256/cc/${layer}/data`, layer])
  expect(blobs.size).toBe(3)
})

test('the same path under two upstreams is two repositories', () => {
  const other = { ...pause, name: 'quay.io/pause', manifest: 'd'.repeat(64) }
  const { links } = registryLayout([pause, other])
  const current = (host: string) =>
    links.get(`docker/registry/v2/repositories/${host}/pause/_manifests/tags/3.10/current/link`)
  expect([current('registry.k8s.io'), current('quay.io')]).toEqual([manifest, other.manifest])
})

test('an image without a tag is there by its digest, beside the one that has the tag', () => {
  const replaced = { name: pause.name, parts: pause.parts, manifest: 'd'.repeat(64) }
  const { links, blobs } = registryLayout([pause, replaced])
  const repository = 'docker/registry/v2/repositories/registry.k8s.io/pause/_manifests'
  expect(links.get(`${repository}/tags/3.10/current/link`)).toBe(manifest)
  for (const revision of [manifest, replaced.manifest])
    expect(links.get(`${repository}/revisions/sha256/${revision}/link`)).toBe(revision)
  expect([...blobs.values()]).toContain(replaced.manifest)
  expect([...links.keys()].filter((path) => path.includes('/tags/'))).toHaveLength(2)
})

test('one name and tag that means two images is refused', () => {
  expect(() => registryLayout([pause, { ...pause, manifest: 'd'.repeat(64) }])).toThrow(
    expect.objectContaining({ code: 'serve/NameTwice' }),
  )
})

test('the same image of two bundles is laid out once', () => {
  expect(registryLayout([pause, pause])).toEqual(registryLayout([pause]))
})

test.each([
  'registry.k8s.io/../../../etc',
  '../pause',
  'registry.k8s.io/_manifests',
  'registry.k8s.io/a//b',
  '..',
])('an image name that would leave its place is refused: %s', (name) => {
  expect(() => registryLayout([{ ...pause, name }])).toThrow(
    expect.objectContaining({ code: 'serve/ImageNameUnusable' }),
  )
})
