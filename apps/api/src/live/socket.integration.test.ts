import { connect } from 'node:net'
import { everything } from '@slipway/persistence'
import { afterAll, beforeAll, expect, test } from 'vitest'
import WebSocket from 'ws'
import { greatestDepth } from '../limits/limits.ts'
import { addPerson, addProject, openTestApi, password, type TestApi } from '../testing/api.ts'
import { ask, login, signedIn } from '../testing/client.ts'
import { addRecords, type Records } from '../testing/records.ts'
import { follow, openSocket } from '../testing/socket.ts'

let api: TestApi
let records: Records
let headers: Record<string, string>
beforeAll(async () => {
  api = await openTestApi({})
  await addPerson(api.database, { name: 'root', admin: true })
  headers = await signedIn(api.url, 'root')
  records = await addRecords(api.database, api.parts.vault, await addProject(api.database, 'one'))
})
afterAll(() => api.close())

const socketUrl = () => `${api.url.replace('http', 'ws')}/graphql`
/** The code with which the server ends a connection that says hello like this. */
const closeCode = (given: { headers?: Record<string, string>; hello?: unknown }): Promise<number> =>
  new Promise((resolve, reject) => {
    const socket = new WebSocket(socketUrl(), 'graphql-transport-ws', { headers: given.headers ?? {} })
    socket.on('open', () => socket.send(JSON.stringify({ type: 'connection_init', payload: given.hello })))
    socket.on('message', (data: Buffer) => {
      if (data.toString().includes('connection_ack')) resolve(0)
    })
    socket.on('close', resolve)
    socket.on('error', reject)
  })

test('nobody connects without a session', async () => {
  expect(await closeCode({})).toBe(4401)
  expect(await closeCode({ hello: { authorization: `Bearer ${'x'.repeat(43)}` } })).toBe(4401)
  expect(await closeCode({ hello: headers })).toBe(0)
})

test('a cookie connects from the platform’s own pages alone', async () => {
  const { headers: answered } = await login(api.url, 'root', password, true)
  const cookie = answered.get('set-cookie')!.split(';')[0]!
  expect(await closeCode({ headers: { cookie, origin: api.url } })).toBe(0)
  expect(await closeCode({ headers: { cookie, origin: 'https://evil.example' } })).toBe(4401)
  expect(await closeCode({ headers: { cookie } })).toBe(4401)
})

test('a session that ends takes its connections along', async () => {
  const mine = await signedIn(api.url, 'root')
  const closed = Promise.withResolvers<number>()
  const client = openSocket(api.url, mine, { closed: closed.resolve })
  const values = follow(client, 'subscription { hostChanged { id } }')
  const waiting = values.next().catch((error: unknown) => error)
  await new Promise<void>((resolve) => client.on('connected', () => resolve()))
  await ask(api.url, 'mutation { logout }', {}, mine)
  expect(await closed.promise).toBe(4401)
  await waiting
})

test('a session that another process ended takes its connections along at the next look', async () => {
  const mine = await signedIn(api.url, 'root')
  const closed = Promise.withResolvers<number>()
  const client = openSocket(api.url, mine, { closed: closed.resolve })
  void follow(client, 'subscription { hostChanged { id } }')
    .next()
    .catch(() => undefined)
  await new Promise<void>((resolve) => client.on('connected', () => resolve()))
  await api.database.fork(everything).execute('delete from session')
  api.parts.sessionEnds.check()
  expect(await closed.promise).toBe(4401)
  headers = await signedIn(api.url, 'root')
})

test('a WebSocket answers subscriptions alone', async () => {
  const client = openSocket(api.url, headers)
  for (const document of ['{ me { id } }', 'mutation { logout }'])
    await expect(follow(client, document).next()).rejects.toMatchObject([
      { extensions: { refusal: { code: 'access/SubscriptionsOnly' } } },
    ])
  await client.dispose()
})

const deep = `host { ${'cluster { nodes { host { '.repeat(4)} id ${'} } }'.repeat(4)} }`

test('depth and cost are limited on both transports', async () => {
  expect(greatestDepth).toBeLessThan(13)
  const byPost = async (fields: string) =>
    (await ask(api.url, `{ clusters { nodes { nodes { ${fields} } } } }`, {}, headers)).errors![0]!.extensions
      .refusal
  expect(await byPost(deep)).toMatchObject({ code: 'access/TooDeep' })
  const wide = '{ clusters(first: 200) { nodes { operations(first: 200) { nodes { id } } } } }'
  expect((await ask(api.url, wide, {}, headers)).errors![0]!.extensions.refusal).toMatchObject({
    code: 'access/TooCostly',
  })
  const client = openSocket(api.url, headers)
  await expect(
    follow(client, `subscription { clusterChanged { nodes { ${deep} } } }`).next(),
  ).rejects.toMatchObject([{ extensions: { refusal: { code: 'access/TooDeep' } } }])
  await expect(
    follow(
      client,
      'subscription { clusterChanged { operations(first: 200) { nodes { plan { steps { targets { id host { id } } } } } } } }',
    ).next(),
  ).rejects.toMatchObject([{ extensions: { refusal: { code: 'access/TooCostly' } } }])
  await client.dispose()
})

test('a document that is none is refused on both transports', async () => {
  expect((await ask(api.url, '{ nothing }', {}, headers)).errors![0]!.message).toContain('nothing')
  const client = openSocket(api.url, headers)
  await expect(follow(client, 'subscription { nothing }').next()).rejects.toMatchObject([
    { message: expect.stringContaining('nothing') },
  ])
  await expect(follow(client, 'subscription {').next()).rejects.toMatchObject([
    { message: expect.stringContaining('Syntax') },
  ])
  await client.dispose()
})

test('a connection holds only so many subscriptions', async () => {
  const client = openSocket(api.url, headers)
  const all = Array.from({ length: 110 }, () =>
    follow(client, 'subscription { hostChanged { id } }')
      .next()
      .catch((error: unknown) => error),
  )
  expect(await Promise.race(all)).toMatchObject([
    { extensions: { refusal: { code: 'access/TooManySubscriptions' } } },
  ])
  await client.dispose()
})

test('an upgrade to another path, reset at once, ends nothing', async () => {
  const upgrade = (path: string) =>
    [
      `GET ${path} HTTP/1.1`,
      'Host: x',
      'Connection: Upgrade',
      'Upgrade: websocket',
      'Sec-WebSocket-Version: 13',
    ]
      .concat('Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==', '', '')
      .join('\r\n')
  for (const path of ['/other', '/', '/graphql', '/temporal/x', '//'])
    for (let i = 0; i < 10; i++)
      await new Promise<void>((resolve) => {
        const socket = connect(api.api.port, '127.0.0.1', () => {
          socket.write(upgrade(path), () => {
            socket.resetAndDestroy()
            resolve()
          })
        })
        socket.on('error', () => resolve())
      })
  const answered = await new Promise<string>((resolve) => {
    const socket = connect(api.api.port, '127.0.0.1', () => socket.write(upgrade('/other')))
    socket.once('data', (data) => resolve(String(data)))
  })
  expect(answered).toMatch(/^HTTP\/1\.1 404/)
  expect((await ask(api.url, '{ platform { version } }')).data.platform.version).toBe('0.0.0')
})

test('a message that is too large or no message at all ends the connection, not the process', async () => {
  for (const message of ['x'.repeat(100_000), '{', '[]']) {
    const socket = new WebSocket(socketUrl(), 'graphql-transport-ws')
    const closed = new Promise<number>((resolve) => socket.on('close', resolve))
    socket.on('error', () => undefined)
    socket.on('open', () => socket.send(message))
    expect(await closed).toBeGreaterThan(1000)
  }
  expect((await ask(api.url, `{ host(id: "${records.host}") { id } }`, {}, headers)).data.host.id).toBe(
    records.host,
  )
})
