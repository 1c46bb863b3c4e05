import { verify } from 'node:crypto'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { rootCertificates } from 'node:tls'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Serving } from './options.ts'
import { serveBundles } from './serve.ts'
import { ask, askRegistry } from './testing/ask.ts'
import { samplePlatform, type SamplePlatform } from './testing/platform.ts'

let platform: SamplePlatform
let serving: Serving
let ca: string
beforeAll(async () => {
  platform = await samplePlatform()
  serving = await serveBundles(platform.options())
  ca = await readFile(serving.caPath, 'utf8')
})
afterAll(async () => {
  await serving?.close()
  await platform?.remove()
})

describe('the registry', () => {
  const registry = (path: string, options: { method?: string; body?: string } = {}) =>
    askRegistry(serving.registryUrl, path, { ca, ...options })

  test('gives an image by its tag and by its digest, and every blob of it', async () => {
    const { artifact, manifest, config, layers } = platform.images.upstream
    const name = '/v2/registry.k8s.io/tools/echo'
    for (const reference of ['v1.0.0', `sha256:${artifact.sha256}`]) {
      const answer = await registry(`${name}/manifests/${reference}`)
      expect(answer).toMatchObject({ status: 200, text: manifest })
      expect(answer.headers['docker-content-digest']).toBe(`sha256:${artifact.sha256}`)
    }
    for (const { sha256 } of [config, ...layers]) {
      const answer = await registry(`${name}/blobs/sha256:${sha256}`)
      expect(answer.status).toBe(200)
      expect(answer.body).toEqual(await platform.store.readBlob(sha256))
    }
    expect(layers).toHaveLength(2)
  })

  test('keeps one path of two upstreams apart', async () => {
    const other = await registry('/v2/docker.io/tools/echo/manifests/v1.0.0')
    expect(other.text).toBe(platform.images.other.manifest)
    expect(other.text).not.toBe(platform.images.upstream.manifest)
  })

  test('answers when asked as containerd asks a mirror, with the upstream in the query', async () => {
    const answer = await registry('/v2/registry.k8s.io/tools/echo/manifests/v2.0.0?ns=registry.k8s.io')
    expect(answer.text).toBe(platform.images.newer.manifest)
  })

  test.each([
    '/v2/registry.k8s.io/tools/echo/manifests/v9',
    '/v2/registry.k8s.io/tools/unknown/manifests/v1.0.0',
    '/v2/tools/echo/manifests/v1.0.0',
    `/v2/docker.io/tools/echo/blobs/sha256:${'0'.repeat(64)}`,
  ])('knows nothing of %s', async (path) => {
    expect((await registry(path)).status).toBe(404)
  })

  test.each([
    ['POST', '/v2/registry.k8s.io/tools/echo/blobs/uploads/'],
    ['PUT', '/v2/registry.k8s.io/tools/echo/manifests/v1.0.0'],
    ['DELETE', '/v2/registry.k8s.io/tools/echo/manifests/v1.0.0'],
  ])('refuses to be changed by %s', async (method, path) => {
    const { manifest } = platform.images.other
    expect((await registry(path, { method, body: manifest })).status).toBe(405)
    expect((await registry('/v2/registry.k8s.io/tools/echo/manifests/v1.0.0')).text).toBe(
      platform.images.upstream.manifest,
    )
  })

  test("holds the store's blobs without a copy", async () => {
    const [layer] = platform.images.upstream.layers
    const hash = layer?.sha256 ?? ''
    const path = `serve/registry/docker/registry/v2/blobs/sha256/${hash.slice(0, 2)}/${hash}/data`
    expect((await stat(join(platform.dataFolder, path))).ino).toBe(
      (await stat(platform.store.blobPath(hash))).ino,
    )
  })
})

describe('the files server', () => {
  const files = (path: string, options: { method?: string; headers?: Record<string, string> } = {}) =>
    ask(serving.filesUrl, path, { ca, ...options })
  const kubelet = '/bundles/1.36.3/files/kubelet'

  test('gives a file whole, with its length and its sha256', async () => {
    const answer = await files(kubelet)
    expect(answer).toMatchObject({ status: 200, text: 'kubelet of 1.36.3' })
    expect(answer.headers).toMatchObject({
      'content-length': '17',
      etag: `"${platform.kubelet.sha256}"`,
      'accept-ranges': 'bytes',
    })
    expect((await files(`/blobs/sha256/${platform.kubelet.sha256}`)).text).toBe('kubelet of 1.36.3')
  })

  test('answers HEAD like GET, without the content', async () => {
    const answer = await files(kubelet, { method: 'HEAD' })
    expect(answer).toMatchObject({ status: 200, text: '' })
    expect(answer.headers['content-length']).toBe('17')
  })

  test('gives a part, so that a broken download goes on', async () => {
    const etag = `"${platform.kubelet.sha256}"`
    const part = await files(kubelet, { headers: { range: 'bytes=11-', 'if-range': etag } })
    expect(part).toMatchObject({ status: 206, text: '1.36.3' })
    expect(part.headers['content-range']).toBe('bytes 11-16/17')
    const changed = await files(kubelet, { headers: { range: 'bytes=11-', 'if-range': '"other"' } })
    expect(changed).toMatchObject({ status: 200, text: 'kubelet of 1.36.3' })
    expect((await files(kubelet, { headers: { range: 'bytes=17-' } })).status).toBe(416)
  })

  test('says that nothing changed to who has it already', async () => {
    const headers = { 'if-none-match': `"${platform.kubelet.sha256}"` }
    expect(await files(kubelet, { headers })).toMatchObject({ status: 304, text: '' })
  })

  test('gives what is needed to verify a bundle again: the signed bytes and their signature', async () => {
    const [key] = platform.options().trust.keys
    const { body } = await files('/bundles/1.36.3/manifest.json')
    const { text } = await files('/bundles/1.36.3/manifest.json.sig')
    expect(key && verify(null, body, key.key, Buffer.from(text, 'base64'))).toBe(true)
    expect((await files('/ca.crt')).text).toBe(ca)
    expect((await files('/healthz')).text).toBe('ok\n')
  })

  test('gives an OS package as apt asks for it, its name encoded', async () => {
    const folder = '/bundles/1.36.3/os/debian-12'
    expect((await files(`${folder}/Packages`)).text).toContain('Filename: ./tool_2.0~rc1+x_amd64.deb')
    expect((await files(`${folder}/./tool_2.0%7erc1%2bx_amd64.deb`)).text).toBe('a package')
    expect((await files(`${folder}/tool_2.0%7erc1%2bx_amd64.deb`)).text).toBe('a package')
  })

  test.each([
    '/bundles/1.36.3/files/../manifest.json',
    '/bundles/1.36.3/files/..%2fmanifest.json',
    '/../../../../etc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '//etc/passwd',
    '/blobs/sha256/../../index.json',
    '/bundles/1.36.3/files/',
    '/bundles/9.9.9/manifest.json',
    '/constructor',
    '/',
  ])('knows nothing of %s', async (path) => {
    const answer = await files(path)
    expect(answer.status).toBe(404)
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8')
  })

  test('refuses a path that cannot be decoded, and every method that changes something', async () => {
    expect((await files('/%zz')).status).toBe(400)
    for (const method of ['POST', 'PUT', 'DELETE', 'OPTIONS']) {
      const answer = await files(kubelet, { method })
      expect(answer.status).toBe(405)
      expect(answer.headers.allow).toBe('GET, HEAD')
    }
  })
})

test('a second server of the same data folder is refused', async () => {
  await expect(serveBundles(platform.options())).rejects.toMatchObject({ code: 'serve/AlreadyServing' })
})

test('a client that does not trust the authority is not served', async () => {
  const stranger = { ca: rootCertificates[0] ?? '' }
  await expect(ask(serving.filesUrl, '/healthz', stranger)).rejects.toThrow(/certificate/)
  await expect(ask(serving.registryUrl, '/v2/', stranger)).rejects.toThrow(/certificate/)
})
