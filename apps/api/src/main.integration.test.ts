import { spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { get } from 'node:https'
import { createServer, type AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { fileURLToPath } from 'node:url'
import { ensureMasterKey } from '@slipway/persistence'
import { openTestDatabase, type TestDatabase } from '@slipway/persistence/testing'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { ask, bearer, login } from './testing/client.ts'

const path = (name: string) => fileURLToPath(new URL(name, import.meta.url))

let data: string
let database: TestDatabase
let child: ChildProcess | undefined
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-api-main-'))
  database = await openTestDatabase()
  await ensureMasterKey(join(data, 'keys', 'master'))
})
afterEach(async () => {
  child?.kill('SIGKILL')
  await database.close()
  await rm(data, { recursive: true })
})

const freePort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  server.close()
  return port
}

/** Starts the program as the platform does, and waits until it says that it is ready. */
const start = async (settings: Record<string, string> = {}): Promise<string> => {
  const port = await freePort()
  child = spawn(process.execPath, ['--import', path('transform/register.ts'), path('main.ts')], {
    env: {
      PATH: process.env.PATH,
      SLIPWAY_DATA: data,
      SLIPWAY_DATABASE_URL: database.url,
      SLIPWAY_TEMPORAL_ADDRESS: '127.0.0.1:1',
      SLIPWAY_API_LISTEN: `127.0.0.1:${port}`,
      ...settings,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  for await (const line of createInterface({ input: child.stdout! }))
    if (line === 'slipway: ready') return `http://127.0.0.1:${port}`
  throw new Error('it ended before it was ready')
}

test('the API starts by settings alone, also while Temporal is away, and ends when it is told to', async () => {
  const url = await start()
  const first = (await readFile(join(data, 'first-admin-password'), 'utf8')).trim()
  const { data: answer } = await login(url, 'admin', first)
  const me = await ask(
    url,
    '{ me { name } platform { version bundles { digest } } }',
    {},
    bearer(answer.login.token),
  )
  expect(me.errors).toMatchObject([{ extensions: { refusal: { code: 'access/BundlesUnreachable' } } }])
  const exited = once(child!, 'exit')
  child!.kill('SIGTERM')
  expect(await exited).toEqual([0, null])
  const again = await start()
  expect((await login(again, 'admin', first)).data.login.__typename).toBe('Session')
})

test('with a certificate it answers by HTTPS alone, and tells browsers to stay with it', async () => {
  const [certificate, key] = [join(data, 'tls.pem'), join(data, 'tls.key')]
  const words = [
    'req',
    '-x509',
    '-nodes',
    '-newkey',
    'ec',
    '-pkeyopt',
    'ec_paramgen_curve:P-256',
    '-days',
    '1',
  ]
  const name = ['-subj', '/CN=localhost', '-addext', 'subjectAltName=IP:127.0.0.1']
  const made = spawnSync('openssl', [...words, ...name, '-keyout', key, '-out', certificate])
  expect(made.status, made.stderr.toString()).toBe(0)
  const url = await start({ SLIPWAY_API_TLS_CERTIFICATE: certificate, SLIPWAY_API_TLS_KEY: key })

  const asked = get(new URL('/health/live', url.replace('http:', 'https:')), {
    ca: await readFile(certificate),
  })
  const [response] = (await once(asked, 'response')) as [IncomingMessage]
  response.resume()
  expect(response.statusCode).toBe(200)
  expect(response.headers['strict-transport-security']).toMatch(/^max-age=\d{8}/)
  await expect(fetch(`${url}/health/live`)).rejects.toThrow()
})
