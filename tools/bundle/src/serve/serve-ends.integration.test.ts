import { run } from '@slipway/system'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { chmod, readFile, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { connect } from 'node:tls'
import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { ServeOptions, Serving } from './options.ts'
import { serveBundles } from './serve.ts'
import { ask, askRegistry } from './testing/ask.ts'
import { registryPids, samplePlatform, type SamplePlatform } from './testing/platform.ts'

let platform: SamplePlatform
const open: Serving[] = []
beforeAll(async () => {
  platform = await samplePlatform()
})
afterEach(async () => {
  for (const serving of open.splice(0)) await serving.close()
})
afterAll(() => platform?.remove())

const serve = async (changes: Partial<ServeOptions> = {}): Promise<Serving> => {
  const serving = await serveBundles(platform.options(changes))
  open.push(serving)
  return serving
}
const trusted = async ({ caPath }: Serving) => ({ ca: await readFile(caPath, 'utf8') })

const expectNothingLeft = async ({ filesUrl, registryUrl }: Serving, ca: { ca: string }) => {
  await expect(ask(filesUrl, '/healthz', ca)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  await expect(ask(registryUrl, '/v2/', ca)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  expect(await registryPids(platform.dataFolder)).toEqual([])
}

test('nothing runs or listens after the end, and serving begins anew with the same authority', async () => {
  const first = await serve()
  const ca = await trusted(first)
  expect(await registryPids(platform.dataFolder)).toHaveLength(1)
  await first.close()
  await first.ended
  await expectNothingLeft(first, ca)
  const second = await serve()
  expect((await ask(second.filesUrl, '/healthz', ca)).text).toBe('ok\n')
  expect((await ask(second.registryUrl, '/v2/', ca)).status).toBe(200)
})

test('an abort ends both servers', async () => {
  const controller = new AbortController()
  const serving = await serve({ signal: controller.signal })
  const ca = await trusted(serving)
  controller.abort()
  await serving.ended
  await expectNothingLeft(serving, ca)
})

test('an abort while it starts leaves nothing', async () => {
  const controller = new AbortController()
  const progress = {
    start: (label: string) => {
      if (label === 'start the servers') controller.abort(new Error('enough'))
      return { note: () => undefined, done: () => undefined, failed: () => undefined }
    },
  }
  await expect(serve({ signal: controller.signal, progress })).rejects.toThrow('enough')
  expect(await registryPids(platform.dataFolder)).toEqual([])
})

test('what is no longer served is gone from the registry', async () => {
  const both = await serve()
  const path = '/v2/docker.io/tools/echo/manifests/v1.0.0'
  expect((await askRegistry(both.registryUrl, path, await trusted(both))).status).toBe(200)
  await both.close()
  const one = await serve({ versions: ['1.37.1'] })
  const ca = await trusted(one)
  expect((await askRegistry(one.registryUrl, path, ca)).status).toBe(404)
  expect(
    (await askRegistry(one.registryUrl, '/v2/registry.k8s.io/tools/echo/manifests/v2.0.0', ca)).status,
  ).toBe(200)
  expect((await ask(one.filesUrl, '/bundles/1.36.3/manifest.json', ca)).status).toBe(404)
})

test('a registry that dies ends the whole, and is reported with its last lines', async () => {
  const serving = await serve()
  const ca = await trusted(serving)
  const [pid = 0] = await registryPids(platform.dataFolder)
  process.kill(pid, 'SIGKILL')
  await expect(serving.ended).rejects.toMatchObject({
    code: 'serve/RegistryEnded',
    data: {
      outcome: 'by SIGKILL',
      log: join(platform.dataFolder, 'serve/registry.log'),
      lastLines: expect.stringContaining('listening on 127.0.0.1'),
    },
  })
  await expectNothingLeft(serving, ca)
})

test('the registry dies with the process that serves, even by kill -9', async () => {
  const program = `
    import { serveBundles } from ${JSON.stringify(join(import.meta.dirname, 'serve.ts'))}
    import { Store } from ${JSON.stringify(join(import.meta.dirname, '../store/store.ts'))}
    import { readPublicKey } from ${JSON.stringify(join(import.meta.dirname, '../signature/keys.ts'))}
    import { silentProgress } from '@slipway/system'
    const [pem, store, dataFolder] = process.argv.slice(1)
    await serveBundles({
      store: new Store(store), trust: { keys: [readPublicKey(pem, '')], folder: '' }, dataFolder,
      listen: { addresses: ['127.0.0.1'], filesPort: 0, registryPort: 0 },
      progress: silentProgress, signal: new AbortController().signal,
    })
    console.log('serving')`
  const { store, dataFolder } = platform
  const pem = platform.options().trust.keys[0]?.pem ?? ''
  const server = spawn(
    process.execPath,
    ['--input-type=module', '--eval', program, '--', pem, store.folder, dataFolder],
    { cwd: import.meta.dirname, stdio: ['ignore', 'pipe', 'inherit'] },
  )
  expect(String(await Promise.race([once(server.stdout, 'data'), once(server, 'exit')]))).toContain('serving')
  const [pid = 0] = await registryPids(dataFolder)
  expect(pid).toBeGreaterThan(0)
  server.kill('SIGKILL')
  await run(['tail', `--pid=${pid}`, '--follow', '/dev/null'], { timeoutSeconds: 60 })
  expect(await registryPids(dataFolder)).toEqual([])
})

test('a damaged blob is named, and nothing is served', async () => {
  const path = platform.store.blobPath(platform.kubelet.sha256)
  const content = await readFile(path)
  await chmod(path, 0o644)
  await writeFile(path, 'kubelet of 6.66.6')
  try {
    await expect(serve()).rejects.toMatchObject({
      code: 'bundle/BlobDamaged',
      data: { artifact: 'binary kubelet 1.0.0', path },
    })
  } finally {
    await writeFile(path, content)
  }
  expect(await registryPids(platform.dataFolder)).toEqual([])
})

test('a bundle that an unknown key signed is not served', async () => {
  await expect(serve({ trust: { keys: [], folder: '/keys' } })).rejects.toMatchObject({
    code: 'bundle/KeyUnknown',
  })
})

test.each(['filesPort', 'registryPort'] as const)(
  'a taken %s is refused with address and port',
  async (which) => {
    const taker = createServer().listen(0, '127.0.0.1')
    await once(taker, 'listening')
    const { port } = taker.address() as AddressInfo
    try {
      const listen = { addresses: ['127.0.0.1'], filesPort: 0, registryPort: 0, [which]: port }
      await expect(serve({ listen })).rejects.toMatchObject({
        code: 'serve/PortTaken',
        data: { address: '127.0.0.1', port, server: which === 'filesPort' ? 'files server' : 'registry' },
      })
    } finally {
      taker.close()
    }
    expect(await registryPids(platform.dataFolder)).toEqual([])
  },
)

test('an address that is not of this machine is refused', async () => {
  const listen = { addresses: ['192.0.2.1'], filesPort: 0, registryPort: 0 }
  await expect(serve({ listen })).rejects.toMatchObject({
    code: 'serve/CannotListen',
    data: { address: '192.0.2.1', why: expect.stringContaining('cannot assign requested address') },
  })
})

test('two addresses share both ports', async () => {
  const serving = await serve({
    listen: { addresses: ['127.0.0.1', '127.0.0.2'], filesPort: 0, registryPort: 0 },
  })
  const ca = await trusted(serving)
  const other = (url: string) => url.replace('127.0.0.1', '127.0.0.2')
  expect((await ask(other(serving.filesUrl), '/healthz', ca)).status).toBe(200)
  expect((await ask(other(serving.registryUrl), '/v2/', ca)).status).toBe(200)
})

test('a certificate near its end is renewed on both servers while they serve', async () => {
  const today = new Date()
  let now = new Date(today.getTime() - 340 * 86_400_000)
  const serving = await serve({ now: () => now })
  const { ca } = await trusted(serving)
  const shown = async (url: string) => {
    const { hostname, port } = new URL(url)
    const socket = connect({ host: hostname, port: Number(port), ca })
    await once(socket, 'secureConnect')
    const { fingerprint256 } = socket.getPeerCertificate()
    socket.destroy()
    return fingerprint256
  }
  const both = async () => [await shown(serving.filesUrl), await shown(serving.registryUrl)]
  const before = await both()
  await serving.renewCertificate()
  expect(await both()).toEqual(before)
  now = today
  await serving.renewCertificate()
  const after = await both()
  expect(new Set([...before, ...after]).size).toBe(2)
  expect(after[0]).toBe(after[1])
  expect(await registryPids(platform.dataFolder)).toHaveLength(1)
})
