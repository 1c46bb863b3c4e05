import { readFile, stat, writeFile, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openCommandLine, type CommandLine } from '../testing/command-line.ts'
import { platform, startStandIn, token, type StandIn } from '../testing/stand-in-server.ts'

const user = { id: 'u1', name: 'admin', admin: true }
const session = { __typename: 'Session', token, expiresAt: '2026-11-22T02:00:00.000Z', user }
const denied = {
  __typename: 'Denied',
  code: 'access/NoSuchCodeYet',
  kind: 'FORBIDDEN',
  data: {},
  message: 'Name or password is wrong.',
}

let server: StandIn
let person: CommandLine
beforeEach(async () => {
  server = await startStandIn({
    login: ({ password }: { password: string }) => (password === 'right' ? session : denied),
    logout: () => true,
    me: () => user,
  })
  person = await openCommandLine()
})
afterEach(async () => {
  await server.stop()
  await person.remove()
})

const login = (password: string, ...more: string[]) =>
  person.run(['login', server.url, '--password-stdin', ...more], { input: `${password}\n` })
const sessionFile = () => join(person.folder, 'config/slipway/session.json')

test('a login is kept for its owner alone, and never printed', async () => {
  const { code, stdout, stderr } = await login('right')
  expect(code).toBe(0)
  expect(stdout).toBe(`signed in to ${server.url} as admin until 2026-11-22 02:00:00Z\n`)
  expect((await stat(sessionFile())).mode & 0o777).toBe(0o600)
  expect(await readFile(sessionFile(), 'utf8')).toContain(token)
  const json = await login('right', '--json')
  expect(stdout + stderr + json.stdout + json.stderr).not.toMatch(/right|stand-in-token/)
})

test('later commands are asked as who signed in, where they signed in', async () => {
  await login('right')
  expect((await person.run(['whoami'])).stdout).toBe(`admin (administrator) on ${server.url}\n`)
  expect(server.asked.at(-1)).toMatchObject({ name: 'Me', authorization: `Bearer ${token}` })
})

test('a wrong password is said in the words of the platform, and leaves no session', async () => {
  const { code, stderr } = await login('wrong')
  expect(code).toBe(5)
  expect(stderr).toMatch(/^error: Name or password is wrong\./)
  await expect(stat(sessionFile())).rejects.toThrow('ENOENT')
})

test('a password is not awaited where nobody can type it', async () => {
  const { code, stderr } = await person.run(['login', server.url])
  expect(code).toBe(2)
  expect(stderr).toMatch(/--password-stdin/)
  expect(await person.run(['login', server.url, '--password-stdin'])).toMatchObject({ code: 2 })
  expect(server.asked).toEqual([])
})

test('a password that is typed is not shown', async () => {
  const { code, shown } = await person.type(['login', server.url], [['password of admin', 'right\r']])
  expect(code).toBe(0)
  expect(shown).toContain('signed in')
  expect(shown).not.toContain('right')
})

test('a logout ends the session on the platform and here, also when the platform is gone', async () => {
  await login('right')
  expect(await person.run(['logout'])).toMatchObject({ code: 0, stdout: `signed out of ${server.url}\n` })
  expect(server.asked.at(-1)).toMatchObject({ name: 'Logout', authorization: `Bearer ${token}` })
  await login('right')
  await server.stop()
  expect(await person.run(['logout'])).toMatchObject({ code: 6 })
  expect(await person.run(['logout'])).toMatchObject({ code: 0, stdout: 'nobody was signed in\n' })
})

test('who is not signed in is told how, by its own exit code', async () => {
  const { code, stderr } = await person.run(['whoami'], { env: { SLIPWAY_SERVER: server.url } })
  expect(code).toBe(5)
  expect(stderr).toMatch(/not signed in[^]*slipway login/)
})

test('the token of a session goes to no other server', async () => {
  await login('right')
  const other = await startStandIn({ me: () => user })
  try {
    expect(await person.run(['whoami'], { env: { SLIPWAY_SERVER: other.url } })).toMatchObject({ code: 5 })
    expect(other.asked).toMatchObject([{ name: 'Me', authorization: undefined }])
  } finally {
    await other.stop()
  }
})

test('passwords do not travel without TLS but on this machine', async () => {
  const { code, stderr } = await person.run(['login', 'http://slipway.invalid', '--password-stdin'], {
    input: 'right\n',
  })
  expect(code).toBe(2)
  expect(stderr).toMatch(/Without TLS[^]*https:/)
  expect(await person.run(['login', 'ftp://x'])).toMatchObject({ code: 2 })
})

test('a platform that does not answer is unavailable, and what answers must be the API', async () => {
  const { url } = server
  await server.stop()
  const gone = await person.run(['whoami'], { env: { SLIPWAY_SERVER: url, SLIPWAY_TOKEN: token } })
  expect(gone.code).toBe(6)
  expect(gone.stderr).toMatch(/does not answer[^]*ECONNREFUSED/)
})

test.each([
  [0, 'too old'],
  [4, 'too new'],
])('an API of version %d is %s, which is said before anything else is asked', async (apiVersion, words) => {
  server.answers.platform = () => ({ ...platform, apiVersion })
  const { code, stderr } = await login('right')
  expect(code).toBe(2)
  expect(stderr).toContain(words)
  expect(server.asked).toEqual([])
})

test('a damaged session is said to be so, and a login mends it', async () => {
  await mkdir(join(person.folder, 'config/slipway'), { recursive: true })
  await writeFile(sessionFile(), '{"token":')
  expect(await person.run(['whoami'])).toMatchObject({ code: 7 })
  expect(await login('right')).toMatchObject({ code: 0 })
  expect(await person.run(['whoami'])).toMatchObject({ code: 0 })
})

test('a defect of the platform is told with the id that its logs have', async () => {
  server.answers.me = () => {
    throw new Error('internal error')
  }
  const env = { SLIPWAY_SERVER: server.url, SLIPWAY_TOKEN: token }
  const { code, stderr } = await person.run(['whoami'], { env })
  expect(code).toBe(8)
  expect(stderr).toMatch(/internal error/)
  expect(stderr).not.toContain(token)
})
