import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import type { Artifact } from '@slipway/domain'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Store } from '../../store/store.ts'
import { verifyBundle } from '../../verify/verify.ts'
import {
  publishSample,
  sampleBinary,
  sampleImage,
  samplePackages,
  sampleTrust,
} from '../../testing/sample-bundle.ts'
import { servedPaths } from './paths.ts'

let store: Store
beforeEach(async () => {
  store = new Store(await mkdtemp(join(tmpdir(), 'slipway-paths-')))
})
afterEach(() => rm(store.folder, { recursive: true }))

const pathsOf = async (bundles: Record<string, Artifact[]>) => {
  for (const [version, artifacts] of Object.entries(bundles)) await publishSample(store, version, artifacts)
  const verified = await Promise.all(
    Object.keys(bundles).map((version) => verifyBundle(store, version, sampleTrust)),
  )
  return { paths: await servedPaths(store, verified, 'authority'), verified }
}

test('a bundle is served by its manifest, its signature, its files, its packages and its blobs, and nothing else', async () => {
  const image = await sampleImage(store, 'registry.k8s.io/pause', '3.10', ['one', 'two'])
  const kubelet = sampleBinary('kubelet', 'kubernetes', await store.addBytes('kubelet'))
  const packages = await samplePackages(store)
  const { paths, verified } = await pathsOf({ '1.36.3': [kubelet, image.artifact, ...packages] })
  const inFolder = [
    'files/debian-12-packages',
    'files/kubelet',
    'manifest.json',
    'manifest.json.sig',
    'os/debian-12/Packages',
    'os/debian-12/Packages.gz',
    'os/debian-12/tool_2.0~rc1+x_amd64.deb',
  ]
  const folders = ['1.36.3', verified[0]?.digest]
  expect([...paths.keys()].filter((path) => !path.startsWith('/blobs/')).sort()).toEqual(
    [
      ...['/bundles', '/ca.crt', '/healthz'],
      ...folders.flatMap((folder) => inFolder.map((path) => `/bundles/${folder}/${path}`)),
    ].sort(),
  )
  for (const path of inFolder)
    expect(paths.get(`/bundles/${folders[1]}/${path}`)).toEqual(paths.get(`/bundles/1.36.3/${path}`))
  expect([...paths.keys()].filter((path) => path.startsWith('/blobs/')).sort()).toEqual(
    [...(verified[0]?.blobs.keys() ?? [])].map((sha256) => `/blobs/sha256/${sha256}`).sort(),
  )
  expect(JSON.parse(String(paths.get('/bundles')?.bytes))).toEqual([
    { version: '1.36.3', digest: verified[0]?.digest, key: sampleTrust.keys[0]?.id },
  ])
})

test('the compressed package index is the package index', async () => {
  const { paths } = await pathsOf({ '1.36.3': await samplePackages(store) })
  const packed = paths.get('/bundles/1.36.3/os/debian-12/Packages.gz')?.bytes ?? Buffer.alloc(0)
  const plain = paths.get('/bundles/1.36.3/os/debian-12/Packages')
  expect(gunzipSync(packed)).toEqual(await store.readBlob(plain?.sha256 ?? ''))
})

test('the metadata of RHEL packages is served where dnf looks for it', async () => {
  const of = async (name: string): Promise<Artifact> => {
    const { licence, source } = sampleBinary('any', 'any', await store.addBytes(name))
    return {
      ...{ kind: 'manifest', name, version: '9', platform: 'any', licence, source },
      ...(await store.addBytes(name)),
    }
  }
  const names = ['rhel-9-repomd.xml', 'rhel-9-primary.xml.gz']
  const { paths } = await pathsOf({ '1.36.3': await Promise.all(names.map(of)) })
  const [repomd, primary] = [await store.addBytes(names[0] ?? ''), await store.addBytes(names[1] ?? '')]
  const folder = '/bundles/1.36.3/os/rhel-9/repodata'
  expect(paths.get(`${folder}/repomd.xml`)).toMatchObject(repomd)
  expect(paths.get(`${folder}/primary.xml.gz`)).toMatchObject(primary)
})

test('two versions keep their own files under one name', async () => {
  const [old, young] = [await store.addBytes('old'), await store.addBytes('young')]
  const { paths } = await pathsOf({
    '1.36.3': [sampleBinary('kubelet', 'kubernetes', old)],
    '1.37.1': [sampleBinary('kubelet', 'kubernetes', young)],
  })
  expect(paths.get('/bundles/1.36.3/files/kubelet')?.sha256).toBe(old.sha256)
  expect(paths.get('/bundles/1.37.1/files/kubelet')?.sha256).toBe(young.sha256)
})

test('two files of one bundle that would share a path are refused by name', async () => {
  const binary = sampleBinary('flannel', 'flannel', await store.addBytes('program'))
  const { licence, source, platform } = binary
  const chart: Artifact = {
    ...{ kind: 'chart', name: 'flannel', version: '2', licence, source, platform },
    ...(await store.addBytes('chart')),
  }
  await expect(pathsOf({ '1.36.3': [binary, chart] })).rejects.toMatchObject({
    code: 'serve/NameTwice',
    data: { name: '/bundles/1.36.3/files/flannel', first: 'binary flannel 1.0.0', second: 'chart flannel 2' },
  })
})
