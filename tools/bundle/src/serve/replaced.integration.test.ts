import { mkdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { findBundle, manifestBlobOf, replacedBundles } from '../store/bundles.ts'
import { dropReplaced } from '../store/drop-replaced.ts'
import { backdate } from '../testing/backdate.ts'
import { keptProgress } from '../testing/context.ts'
import { flipBit } from '../testing/damage.ts'
import { publishSample, sampleBinary, sampleImage } from '../testing/sample-bundle.ts'
import type { Serving } from './options.ts'
import { prepareContent, verifyBundles } from './prepare.ts'
import { serveBundles } from './serve.ts'
import { ask, askRegistry } from './testing/ask.ts'
import { registryProgram } from './testing/registry-program.ts'
import { samplePlatform, type SamplePlatform } from './testing/platform.ts'

const version = '1.36.3'
const echo = 'registry.k8s.io/tools/echo'
let platform: SamplePlatform
/** Of the bundle of this version that was replaced, and of the one that took its place. */
let old: string
let young: string
let newImage: Awaited<ReturnType<typeof sampleImage>>
let serving: Serving | undefined

beforeEach(async () => {
  platform = await samplePlatform()
  const { store } = platform
  old = await manifestBlobOf(store, await findBundle(store, version))
  newImage = await sampleImage(store, echo, 'v1.0.0', ['shared layer', 'a rebuilt layer'])
  await publishSample(store, version, [
    sampleBinary('registry', 'platform', await store.addFile(await registryProgram())),
    sampleBinary('kubelet', 'kubernetes', await store.addBytes('a rebuilt kubelet')),
    newImage.artifact,
  ])
  young = await manifestBlobOf(store, await findBundle(store, version))
})
afterEach(async () => {
  await serving?.close()
  serving = undefined
  await platform.remove()
})

const serve = async (changes: Parameters<SamplePlatform['options']>[0] = {}) => {
  serving = await serveBundles(platform.options(changes))
  const { filesUrl, registryUrl, caPath } = serving
  const ca = await readFile(caPath, 'utf8')
  return {
    files: (path: string) => ask(filesUrl, path, { ca }),
    registry: (path: string) => askRegistry(registryUrl, path, { ca }),
  }
}

describe('a bundle that was replaced and the one that took its place', () => {
  test('are given side by side by their digests, and the version means the new one', async () => {
    const { files } = await serve()
    for (const [folder, kubelet] of [
      [old, 'kubelet of 1.36.3'],
      [young, 'a rebuilt kubelet'],
      [version, 'a rebuilt kubelet'],
    ])
      expect((await files(`/bundles/${folder}/files/kubelet`)).text).toBe(kubelet)
    for (const digest of [old, young]) {
      const { headers, status } = await files(`/bundles/${digest}/manifest.json`)
      expect([status, headers.etag]).toEqual([200, `"${digest}"`])
      expect((await files(`/bundles/${digest}/manifest.json.sig`)).status).toBe(200)
      expect((await files(`/blobs/sha256/${digest}`)).status).toBe(200)
    }
    expect((await files(`/bundles/${old}/os/debian-12/Packages`)).text).toContain('Package: tool')
    expect((await files(`/bundles/${version}/os/debian-12/Packages`)).status).toBe(404)
    const { text } = await files('/bundles')
    expect((JSON.parse(text) as { digest: string }[]).map(({ digest }) => digest)).toContain(young)
    expect(text).not.toContain(old)
  })

  test('have their images in the registry by digest, and a tag means the new one’s', async () => {
    const { registry } = await serve()
    const { upstream } = platform.images
    for (const { artifact, manifest, layers } of [upstream, newImage]) {
      expect((await registry(`/v2/${echo}/manifests/sha256:${artifact.sha256}`)).text).toBe(manifest)
      for (const { sha256 } of layers)
        expect((await registry(`/v2/${echo}/blobs/sha256:${sha256}`)).status).toBe(200)
    }
    expect((await registry(`/v2/${echo}/manifests/v1.0.0`)).text).toBe(newImage.manifest)
    // an image that only the old one has is still there, but under no tag
    const { artifact, manifest } = platform.images.other
    const name = '/v2/docker.io/tools/echo/manifests'
    expect((await registry(`${name}/sha256:${artifact.sha256}`)).text).toBe(manifest)
    expect((await registry(`${name}/v1.0.0`)).status).toBe(404)
  })
})

test('a replaced bundle that is damaged is left out and said; the current ones are served', async () => {
  await flipBit(platform.store.blobPath(platform.kubelet.sha256))
  const progress = keptProgress()
  const { files } = await serve({ progress })
  expect((await files(`/bundles/${old}/manifest.json`)).status).toBe(404)
  expect((await files(`/bundles/${version}/files/kubelet`)).text).toBe('a rebuilt kubelet')
  expect((await files('/bundles/1.37.1/manifest.json')).status).toBe(200)
  const said = progress.lines.filter((line) => line.includes('is left out'))
  expect(said).toHaveLength(1)
  expect(said[0]).toContain(platform.store.blobPath(platform.kubelet.sha256))
})

test('a replaced bundle that could never be served is left out as well', async () => {
  const { store } = platform
  const kubelet = sampleBinary('kubelet', 'kubernetes', await store.addBytes('one'))
  const twice = { ...sampleBinary('kubelet', 'other', await store.addBytes('two')), version: '2' }
  const registry = sampleBinary('registry', 'platform', await store.addFile(await registryProgram()))
  await publishSample(store, version, [registry, kubelet, twice])
  await expect(serve()).rejects.toMatchObject({ code: 'serve/NameTwice' })
  await publishSample(store, version, [registry, kubelet])
  const { files } = await serve()
  expect((await files(`/bundles/${version}/files/kubelet`)).text).toBe('one')
  expect((await files(`/bundles/${old}/manifest.json`)).status).toBe(200)
})

test('only replaced bundles of the versions that are asked for are served', async () => {
  const { files } = await serve({ versions: ['1.37.1'] })
  expect((await files(`/bundles/${old}/manifest.json`)).status).toBe(404)
})

test('one that is let go between its check and the start is left out', async () => {
  const { store } = platform
  await backdate(store, 25)
  const bundles = await verifyBundles(platform.options())
  expect(bundles.map(({ digest }) => digest)).toContain(old)
  expect((await dropReplaced(store, new Set())).blobs).toBeGreaterThan(0)
  expect(replacedBundles(await store.readIndex())).toEqual([])
  const folder = join(platform.dataFolder, 'serve')
  await mkdir(folder, { recursive: true })
  const made = { folder, certificatePath: join(folder, 'server.pem'), authorityPem: 'authority' }
  const { registry } = await prepareContent(store, bundles, made)
  expect(registry.configPath).toBe(join(folder, 'registry.yml'))
})

test('a blob of a current bundle that is gone at the start is a failure', async () => {
  const { store } = platform
  const bundles = await verifyBundles(platform.options())
  const folder = join(platform.dataFolder, 'serve')
  await mkdir(folder, { recursive: true })
  await rm(store.blobPath(newImage.layers[1]?.sha256 ?? ''))
  const made = { folder, certificatePath: join(folder, 'server.pem'), authorityPem: 'authority' }
  await expect(prepareContent(store, bundles, made)).rejects.toMatchObject({ code: 'ENOENT' })
})
