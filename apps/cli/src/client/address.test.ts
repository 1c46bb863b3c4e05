import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { checkedAddress, chosenServer } from './address.ts'
import { readSession, sessionPath, writeSession } from './session.ts'

const session = {
  server: 'https://one.invalid',
  token: 'of-one',
  user: 'admin',
  expiresAt: '2026-11-22T00:00:00Z',
}
let home: string
let env: NodeJS.ProcessEnv
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'slipway-address-'))
  env = { XDG_CONFIG_HOME: home, SLIPWAY_DATA: join(home, 'data') }
})
afterAll(() => rm(home, { recursive: true }))

test('without a login the platform of this machine is asked', async () => {
  expect(await chosenServer(env)).toEqual({ url: 'http://127.0.0.1:7440' })
})

test('a login is used until the environment says otherwise; its token goes to its own server alone', async () => {
  await writeSession(sessionPath(env), { ...session, authority: 'PEM' })
  const own = { url: 'https://one.invalid', token: 'of-one', authority: 'PEM' }
  expect(await chosenServer(env)).toEqual(own)
  expect(await chosenServer({ ...env, SLIPWAY_SERVER: 'https://one.invalid/' })).toEqual(own)
  expect(await chosenServer({ ...env, SLIPWAY_TOKEN: 'other' })).toEqual({ ...own, token: 'other' })
  expect(await chosenServer({ ...env, SLIPWAY_SERVER: 'https://two.invalid' })).toEqual({
    url: 'https://two.invalid',
  })
})

test('a file that holds no session is damaged, not ignored', async () => {
  const path = join(home, 'other.json')
  await writeFile(path, '{"token": 1}')
  await expect(readSession(path)).rejects.toMatchObject({ code: 'client/SessionUnreadable' })
})

test.each([
  ['https://slipway.example.org/some/path', 'https://slipway.example.org'],
  ['http://127.0.0.1:7440', 'http://127.0.0.1:7440'],
  ['http://localhost:7440/', 'http://localhost:7440'],
  ['http://[::1]:7440', 'http://[::1]:7440'],
])('%s is the server %s', (text, address) => {
  expect(checkedAddress(text)).toBe(address)
})

test.each([
  ['http://192.0.2.1', 'client/PlainAddress'],
  ['http://127.0.0.1.example.org', 'client/PlainAddress'],
  ['ftp://x', 'client/NoAddress'],
  ['slipway', 'client/NoAddress'],
  ['https://name:secret@x', 'client/NoAddress'],
])('%s is refused', (text, code) => {
  try {
    checkedAddress(text)
    expect.unreachable()
  } catch (error) {
    expect(error).toMatchObject({ code })
    expect(String(error)).not.toContain('secret')
  }
})
