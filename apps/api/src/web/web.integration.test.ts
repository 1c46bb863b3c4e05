import { mkdir, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { openTestDatabase, type TestDatabase } from '@slipway/persistence/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, openTestApi, password, type TestApi } from '../testing/api.ts'
import { ask, login, signedIn } from '../testing/client.ts'

let database: TestDatabase
let upstream: Server
let asked: IncomingMessage | undefined
let api: TestApi
const page = `<html><head><meta http-equiv="content-security-policy" content="script-src 'self' 'sha256-abc='"></head></html>`

beforeAll(async () => {
  database = await openTestDatabase()
  upstream = createServer((request, response) => {
    asked = request
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      response.setHeader('set-cookie', '_csrf=1')
      response.end(`temporal ${request.url ?? ''} ${Buffer.concat(parts).toString()}`)
    })
  })
  await new Promise<void>((resolve) => upstream.listen(0, '127.0.0.1', resolve))
  const temporalUi = `http://127.0.0.1:${(upstream.address() as AddressInfo).port}`
  const dashboard = join(tmpdir(), `slipway-dashboard-${crypto.randomUUID()}`)
  await mkdir(join(dashboard, '_app/immutable'), { recursive: true })
  await writeFile(join(dashboard, 'index.html'), page)
  await writeFile(join(dashboard, '_app/immutable/a.js'), 'a()')
  api = await openTestApi({ database, settings: { temporalUi, dashboard } })
  await addPerson(database, { name: 'root', admin: true })
  await addPerson(database, { name: 'member' })
})
afterAll(async () => {
  await rm(api.parts.settings.dashboard, { recursive: true })
  await api.close()
  upstream.closeAllConnections()
  upstream.close()
  await database.close()
})

const get = (path: string, headers: Record<string, string> = {}) => fetch(`${api.url}${path}`, { headers })

test('the platform says that it lives, and whether it is ready', async () => {
  expect(await (await get('/health/live')).json()).toEqual({ live: true })
  expect((await get('/health/ready')).status).toBe(200)
})

test('a platform without its database lives and is not ready, and says no more than that', async () => {
  const own = await openTestDatabase()
  const without = await openTestApi({ database: own })
  await own.close()
  try {
    expect((await fetch(`${without.url}/health/live`)).status).toBe(200)
    const ready = await fetch(`${without.url}/health/ready`)
    expect(ready.status).toBe(503)
    expect(await ready.json()).toEqual({ ready: false, database: false })
    const answer = await ask(without.url, '{ me { id } }', {}, { authorization: `Bearer ${'x'.repeat(43)}` })
    expect(answer.status).toBe(500)
  } finally {
    await without.close()
  }
})

test('the dashboard’s page is given for every address of its own, under its own policy', async () => {
  for (const path of ['/', '/clusters/x', '/operations/1']) {
    const response = await get(path, { accept: 'text/html' })
    expect(response.status).toBe(200)
    expect(await response.text()).toBe(page)
    expect(response.headers.get('content-security-policy')).toContain("script-src 'self' 'sha256-abc='")
    expect(response.headers.get('content-security-policy')).toContain("frame-ancestors 'none'")
    expect(response.headers.get('cache-control')).toBe('no-cache')
  }
})

test('what does not change is kept by browsers, and what is not there is not the page', async () => {
  const script = await get('/_app/immutable/a.js')
  expect(script.headers.get('cache-control')).toContain('immutable')
  expect((await get('/_app/immutable/b.js', { accept: '*/*' })).headers.get('content-type')).not.toContain(
    'javascript',
  )
  expect((await get('/_app/b.js', { accept: 'application/javascript' })).status).toBe(404)
  expect((await get('/..%2f..%2fpackage.json', { accept: 'application/json' })).status).toBe(404)
})

test('every answer forbids framing, guessing of types and referrers', async () => {
  const { headers } = await get('/health/live')
  expect(Object.fromEntries(headers)).toMatchObject({
    'x-content-type-options': 'nosniff',
    'x-frame-options': 'DENY',
    'referrer-policy': 'no-referrer',
    'content-security-policy': "default-src 'none';frame-ancestors 'none';base-uri 'none'",
  })
  expect(headers.get('x-powered-by')).toBeNull()
})

test('Temporal’s UI is for admins alone', async () => {
  asked = undefined
  expect((await get('/temporal/')).status).toBe(401)
  expect((await get('/temporal/', await signedIn(api.url, 'member'))).status).toBe(403)
  expect(asked).toBeUndefined()
  const response = await get('/temporal/namespaces?x=1', await signedIn(api.url, 'root'))
  expect(await response.text()).toBe('temporal /temporal/namespaces?x=1 ')
})

test('Temporal’s UI sees neither token nor cookie of the session', async () => {
  const headers = await signedIn(api.url, 'root')
  const { headers: answered } = await login(api.url, 'root', password, true)
  const cookie = answered.get('set-cookie')!.split(';')[0]!
  await get('/temporal/', { ...headers, cookie: `_csrf=1; ${cookie}` })
  expect(asked!.headers.authorization).toBeUndefined()
  expect(asked!.headers.cookie).toBe('_csrf=1')
})

test('what changes something in Temporal needs the dashboard’s own page', async () => {
  const { headers } = await login(api.url, 'root', password, true)
  const cookie = headers.get('set-cookie')!.split(';')[0]!
  const post = (given: Record<string, string>) =>
    fetch(`${api.url}/temporal/api/x`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...given },
      body: '{"a":1}',
    })
  expect((await post({ 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' })).status).toBe(403)
  const own = await post({ 'sec-fetch-site': 'same-origin', origin: api.url })
  expect(await own.text()).toBe('temporal /temporal/api/x {"a":1}')
})

test('a UI that is away, or that nobody named, is said to be so', async () => {
  const headers = await signedIn(api.url, 'root')
  const away = await openTestApi({ database, settings: { temporalUi: 'http://127.0.0.1:1' } })
  const unnamed = await openTestApi({ database })
  try {
    const of = async ({ url }: TestApi) => (await fetch(`${url}/temporal/`, { headers })).json()
    expect(await of(away)).toMatchObject({ status: 503, code: 'access/UiUnreachable' })
    expect(await of(unnamed)).toMatchObject({ status: 503, code: 'access/UiNotSet' })
  } finally {
    await away.close()
    await unnamed.close()
  }
})

test('a body that is too large is refused before it is read', async () => {
  const { status } = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ query: 'x'.repeat(2_000_000) }),
  })
  expect(status).toBe(413)
})

test('the platform’s version is for everybody, its bundles for those who are signed in', async () => {
  const document = '{ platform { version apiVersion bundles { digest } } }'
  expect((await ask(api.url, document)).data.platform).toEqual({
    version: '0.0.0',
    apiVersion: 1,
    bundles: [],
  })
})
