import { artifactId, artifactSchema, type Artifact } from '@slipway/domain'
import { silentProgress } from '@slipway/system'
import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { blobsOfImage, readImage } from '../oci/image.ts'
import { sha256OfBytes, sha256OfFile } from '../store/digest.ts'
import { Store } from '../store/store.ts'
import type { Components } from '../version/components.ts'
import { releaseArtifacts } from './release.ts'
import { fileContent, programContent } from './testing/file-content.ts'
import { startStandIn, type StandIn } from './testing/stand-in.ts'

const components: Components = {
  kubernetes: '1.36.3',
  etcd: '3.6.11',
  etcdTools: '3.6.10',
  coredns: '1.14.2',
  pause: '3.10.2',
  containerd: '2.3.4',
  runc: '1.4.3',
  crictl: '1.36.0',
  cniPlugins: '1.9.1',
  flannelCni: '0.9.1',
  flannel: '0.28.9',
  registry: '3.1.1',
}
let folder: string
let store: Store
/** A local server that stands in for the official sites: these are not reached by any test. */
let standIn: StandIn

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-release-'))
  store = new Store(join(folder, 'store'))
  standIn = await startStandIn(components)
})
afterEach(async () => {
  await standIn.stop()
  await rm(folder, { recursive: true })
})

const fetchAll = (
  options: { mirrors?: StandIn['mirrors']; signal?: AbortSignal } = {},
): Promise<Artifact[]> =>
  releaseArtifacts(
    components,
    {
      store,
      cacheFolder: join(folder, 'cache'),
      progress: silentProgress,
      signal: options.signal ?? new AbortController().signal,
    },
    { mirrors: options.mirrors ?? standIn.mirrors, retryMilliseconds: 0 },
  )

const filesOf = async (path: string): Promise<string[]> => await readdir(path).catch(() => [])

/** Every content in cache and store is what its name says, and nothing half fetched lies about. */
const expectNothingDamaged = async () => {
  for (const path of [join(folder, 'cache/release/sha256'), join(folder, 'store/blobs/sha256')])
    for (const name of await filesOf(path)) expect(await sha256OfFile(join(path, name))).toBe(name)
  expect(await filesOf(join(folder, 'cache/release/incoming'))).toEqual([])
  expect(await filesOf(join(folder, 'store/incoming'))).toEqual([])
}

test('every artifact of a version is fetched, checked and entered with licence and source', async () => {
  const artifacts = await fetchAll()
  for (const artifact of artifacts) expect(artifactSchema.parse(artifact)).toEqual(artifact)
  expect(artifacts.map(artifactId).toSorted()).toMatchInlineSnapshot(`
    [
      "binary bandwidth 1.9.1",
      "binary bridge 1.9.1",
      "binary containerd 2.3.4",
      "binary containerd-shim-runc-v2 2.3.4",
      "binary crictl 1.36.0",
      "binary ctr 2.3.4",
      "binary dhcp 1.9.1",
      "binary dummy 1.9.1",
      "binary etcdctl 3.6.10",
      "binary etcdutl 3.6.10",
      "binary firewall 1.9.1",
      "binary flannel 1.9.1-flannel1",
      "binary host-device 1.9.1",
      "binary host-local 1.9.1",
      "binary ipvlan 1.9.1",
      "binary kubeadm 1.36.3",
      "binary kubectl 1.36.3",
      "binary kubelet 1.36.3",
      "binary loopback 1.9.1",
      "binary macvlan 1.9.1",
      "binary portmap 1.9.1",
      "binary ptp 1.9.1",
      "binary registry 3.1.1",
      "binary runc 1.4.3",
      "binary sbr 1.9.1",
      "binary static 1.9.1",
      "binary tap 1.9.1",
      "binary tuning 1.9.1",
      "binary vlan 1.9.1",
      "binary vrf 1.9.1",
      "image ghcr.io/flannel-io/flannel v0.28.9",
      "image registry.k8s.io/coredns/coredns v1.14.2",
      "image registry.k8s.io/etcd 3.6.11-0",
      "image registry.k8s.io/kube-apiserver v1.36.3",
      "image registry.k8s.io/kube-controller-manager v1.36.3",
      "image registry.k8s.io/kube-proxy v1.36.3",
      "image registry.k8s.io/kube-scheduler v1.36.3",
      "image registry.k8s.io/pause 3.10.2",
    ]
  `)
  for (const artifact of artifacts)
    if (artifact.kind === 'binary')
      expect((await store.readBlob(artifact.sha256)).toString()).toBe(programContent(artifact.name))
  await expectNothingDamaged()
})

test('of an image, the manifest for linux/amd64 is taken with all of its blobs, as its registry has it', async () => {
  for (const artifact of await fetchAll()) {
    if (artifact.kind !== 'image') continue
    const [config = ''] = (await blobsOfImage(store, artifact.sha256)).slice(1)
    expect(JSON.parse((await store.readBlob(config)).toString())).toMatchObject({ architecture: 'amd64' })
    for (const blob of await blobsOfImage(store, artifact.sha256))
      expect(await store.sizeOf(blob)).toBeGreaterThan(0)
    const docker = artifact.name.endsWith('/pause') || artifact.name.endsWith('/flannel')
    expect((await readImage(store, artifact.sha256)).mediaType).toContain(docker ? 'vnd.docker' : 'vnd.oci')
  }
})

test('what is cached is not fetched again, not even for a new store and with no network', async () => {
  const first = await fetchAll()
  await standIn.stop()
  await rm(store.folder, { recursive: true })
  expect(await fetchAll()).toEqual(first)
})

test('a layer that several images share is fetched once', async () => {
  await fetchAll()
  const blobs = standIn.answered.filter(({ path }) => path.includes('/blobs/')).map(({ sha256 }) => sha256)
  expect(blobs.length).toBeGreaterThan(10)
  expect(new Set(blobs).size).toBe(blobs.length)
})

test('a file that differs from its published checksum is refused, and both hashes are named', async () => {
  standIn.fault('/kubelet', { bytes: 'something else' })
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/ChecksumWrong',
    data: {
      artifact: 'kubelet 1.36.3',
      address: expect.stringContaining('/dl.k8s.io/release/v1.36.3/bin/linux/amd64/kubelet'),
      expected: expect.stringMatching(/^[0-9a-f]{64}$/),
      actual: expect.stringMatching(/^[0-9a-f]{64}$/),
    },
  })
  await expectNothingDamaged()
  standIn.mend()
  expect((await fetchAll()).length).toBeGreaterThan(30)
})

test('a wrong checksum that is corrected later does not stick', async () => {
  standIn.fault('/kubelet.sha256', { bytes: 'f'.repeat(64) })
  await expect(fetchAll()).rejects.toMatchObject({ code: 'release/ChecksumWrong' })
  standIn.mend()
  expect((await fetchAll()).length).toBeGreaterThan(30)
})

test('a page in place of a checksum is refused', async () => {
  standIn.fault('/runc.sha256sum', { bytes: '<html>Please log in</html>' })
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/ChecksumUnusable',
    data: { artifact: 'runc 1.4.3', file: 'runc.amd64' },
  })
})

test('a body that ends too early is tried again, then refused by name', async () => {
  standIn.fault('/kubeadm', 'truncated')
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/AddressUnreachable',
    data: { artifact: 'kubeadm 1.36.3', address: expect.stringContaining('/kubeadm') },
  })
  await expectNothingDamaged()
})

test('an artifact that is not published is named with its address', async () => {
  standIn.fault('-linux-amd64.tar.gz.sha256', 'missing')
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/AnswerRefused',
    data: {
      artifact: 'the checksum of crictl 1.36.0',
      status: 404,
      address: expect.stringContaining('/crictl-v'),
    },
  })
})

test('an archive without one of its programs is refused', async () => {
  const archive = await fileContent({ programs: { ctr: 'bin/ctr' } })
  standIn.fault('/containerd-2.3.4-linux-amd64.tar.gz', { bytes: archive })
  standIn.fault('/containerd-2.3.4-linux-amd64.tar.gz.sha256sum', { bytes: sha256OfBytes(archive) })
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/ArchiveUnusable',
    data: { why: expect.stringContaining('bin/containerd-shim-runc-v2') },
  })
  await expectNothingDamaged()
})

test('a damaged layer is refused, and the image is named', async () => {
  await fetchAll()
  const { path: layer = '' } = standIn.answered.findLast(({ path }) => path.includes('/coredns/blobs/')) ?? {}
  await rm(join(folder, 'cache'), { recursive: true })
  standIn.fault(layer, { bytes: 'damaged' })
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/ChecksumWrong',
    data: {
      artifact: 'image registry.k8s.io/coredns/coredns:v1.14.2',
      expected: layer.split(':').at(-1),
      address: expect.stringContaining(layer),
    },
  })
  await expectNothingDamaged()
})

test('an image for another platform only is refused', async () => {
  const arm64 = [
    {
      mediaType: 'x',
      digest: `sha256:${'a'.repeat(64)}`,
      size: 1,
      platform: { os: 'linux', architecture: 'arm64' },
    },
  ]
  standIn.fault(`/etcd/manifests/${components.etcd}-0`, {
    bytes: JSON.stringify({ schemaVersion: 2, manifests: arm64 }),
  })
  await expect(fetchAll()).rejects.toMatchObject({
    code: 'release/ImageUnusable',
    data: { artifact: `image registry.k8s.io/etcd:${components.etcd}-0` },
  })
})

test('when the server goes away, the next build fetches only what was not finished', async () => {
  standIn.fault('/SHA256SUMS', 'gone')
  await expect(fetchAll()).rejects.toMatchObject({ code: 'release/AddressUnreachable' })
  await expectNothingDamaged()
  const finished = await filesOf(join(folder, 'cache/release/sha256'))
  expect(finished.length).toBeGreaterThan(10)

  standIn = await startStandIn(components)
  expect((await fetchAll()).length).toBeGreaterThan(30)
  // a tag is asked for again where its answer was not yet noted
  const again = standIn.answered.filter(
    ({ path, sha256 }) => !path.includes('/manifests/') && finished.includes(sha256),
  )
  expect(again).toEqual([])
})

test('an unreachable host is named with the reason and the ways around it', async () => {
  const mirrors = new Map([...standIn.mirrors, ['dl.k8s.io', 'http://no-such-host.invalid']])
  await expect(fetchAll({ mirrors })).rejects.toMatchObject({
    code: 'release/AddressUnreachable',
    data: {
      address: expect.stringContaining('http://no-such-host.invalid/'),
      why: expect.stringMatching(/ENOTFOUND|EAI_AGAIN/),
    },
    words: { remedy: expect.stringMatching(/--mirror.*HTTPS_PROXY.*--source modules.*import/s) },
  })
})

test('an interrupted build stops in the middle of a file and leaves nothing half fetched', async () => {
  standIn.fault('/kubeadm', 'stalled')
  const stop = new AbortController()
  const build = fetchAll({ signal: stop.signal })
  void standIn.stalled.then(() => stop.abort(new Error('interrupted')))
  await expect(build).rejects.toThrow('interrupted')
  await expectNothingDamaged()
  standIn.mend()
  expect((await fetchAll()).length).toBeGreaterThan(30)
})
