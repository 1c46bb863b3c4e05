import { openTestDatabase, type TestDatabase } from '@slipway/persistence/testing'
import { everything, listAudit, openSession } from '@slipway/persistence'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { addPerson, openTestApi, password, type TestApi } from '../testing/api.ts'
import { ask, bearer, login, signedIn } from '../testing/client.ts'
import { ensureFirstAdmin } from './first-admin.ts'

let database: TestDatabase
let api: TestApi
beforeAll(async () => {
  database = await openTestDatabase()
  api = await openTestApi({ database })
  await addPerson(database, { name: 'root', admin: true })
})
afterAll(async () => {
  await api.close()
  await database.close()
})

const me = '{ me { name admin } }'

test('a program signs in by a bearer token', async () => {
  const { data, headers } = await login(api.url, 'root')
  expect(data.login).toMatchObject({ __typename: 'Session', user: { name: 'root', admin: true } })
  expect(headers.get('set-cookie')).toBeNull()
  const answer = await ask(api.url, me, {}, bearer(data.login.token))
  expect(answer.data).toEqual({ me: { name: 'root', admin: true } })
})

test('the database knows no token, only its hash', async () => {
  const { data } = await login(api.url, 'root')
  const rows = await database.fork(everything).execute('select * from session')
  expect(JSON.stringify(rows)).not.toContain(data.login.token)
})

test('a browser signs in by a cookie that scripts cannot read, and gets no token', async () => {
  const { data, headers } = await login(api.url, 'root', password, true)
  expect(data.login).toMatchObject({ __typename: 'Session', token: null })
  const cookie = headers.get('set-cookie')!
  expect(cookie).toMatch(/^__Host-slipway=[\w-]{43}; Expires=.*; Path=\/; Secure; HttpOnly; SameSite=Strict$/)
  const own = { cookie: cookie.split(';')[0]!, origin: api.url, 'sec-fetch-site': 'same-origin' }
  expect((await ask(api.url, me, {}, own)).data).toEqual({ me: { name: 'root', admin: true } })
  const out = await ask(api.url, 'mutation { logout }', {}, own)
  expect(out.headers.get('set-cookie')).toContain('Max-Age=0')
  expect((await ask(api.url, me, {}, own)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
})

test('a cookie is refused from another site, from nowhere, and for a form', async () => {
  const { headers } = await login(api.url, 'root', password, true)
  const cookie = headers.get('set-cookie')!.split(';')[0]!
  for (const foreign of [
    { origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    { origin: 'http://127.0.0.1:1', 'sec-fetch-site': 'same-site' },
    {},
  ]) {
    const response = await fetch(`${api.url}/graphql`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', cookie, ...foreign },
      body: JSON.stringify({ query: me }),
    })
    expect(response.status).toBe(403)
    expect(await response.json()).toMatchObject({ code: 'access/OriginForeign', title: expect.any(String) })
  }
  const form = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain', cookie, origin: api.url, 'sec-fetch-site': 'same-origin' },
    body: JSON.stringify({ query: me }),
  })
  expect(form.status).toBe(400)
  expect(await form.json()).toMatchObject({ code: 'access/NotJson' })
})

test('a form without a cookie changes nothing either', async () => {
  const response = await fetch(`${api.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'text/plain' },
    body: JSON.stringify({ query: 'mutation { logout }' }),
  })
  expect(response.status).toBe(400)
})

test('a wrong password and an unknown name are refused alike', async () => {
  const [wrong, unknown] = await Promise.all([
    login(api.url, 'root', 'wrong password'),
    login(api.url, 'nobody', 'wrong password'),
  ])
  expect(wrong.data).toEqual(unknown.data)
  expect(wrong.data.login).toMatchObject({
    __typename: 'Denied',
    code: 'access/SignInFailed',
    kind: 'FORBIDDEN',
  })
})

test('after some failures the next try must wait, also with the right password, until it is forgotten', async () => {
  await addPerson(database, { name: 'guessed' })
  const failures = []
  for (let i = 0; i < 8; i++) failures.push((await login(api.url, 'guessed', `guess ${i}`)).data.login)
  expect(failures.at(-1)).toMatchObject({
    __typename: 'Unavailable',
    code: 'access/TooManyAttempts',
    data: { seconds: expect.any(Number) },
  })
  expect((await login(api.url, 'guessed')).data.login.code).toBe('access/TooManyAttempts')
  // by address, too: another name from here waits as well
  expect((await login(api.url, 'root')).data.login.code).toBe('access/TooManyAttempts')
  await database.fork(everything).execute('delete from login_throttle')
  expect((await login(api.url, 'guessed')).data.login.__typename).toBe('Session')
})

test('a session that is over is nobody’s', async () => {
  const [user] = await database
    .fork(everything)
    .execute<{ id: string }[]>(`select id from user_account where name = 'root'`)
  const token = 'x'.repeat(43)
  await openSession(database.fork(everything), {
    token,
    user: user!.id,
    expiresAt: new Date(Date.now() - 1000),
  })
  const { errors } = await ask(api.url, me, {}, bearer(token))
  expect(errors![0]!.extensions).toMatchObject({
    code: 'UNAUTHENTICATED',
    refusal: { code: 'access/SignedOut' },
  })
})

const change = `mutation ($current: String!, $next: String!) {
  changePassword(current: $current, next: $next) { __typename ... on Refusal { code data } ... on Invalid { field } }
}`

test('changing the password ends every other session and needs the present one', async () => {
  await addPerson(database, { name: 'changer' })
  const [mine, other] = [await signedIn(api.url, 'changer'), await signedIn(api.url, 'changer')]
  const asked = async (current: string, next: string) =>
    (await ask(api.url, change, { current, next }, mine)).data.changePassword
  expect(await asked('wrong', 'another good password')).toMatchObject({
    __typename: 'Denied',
    code: 'access/PasswordWrong',
  })
  expect(await asked(password, 'short')).toMatchObject({
    __typename: 'Invalid',
    code: 'access/PasswordShort',
    field: 'next',
  })
  expect(await asked(password, 'x'.repeat(300))).toMatchObject({ code: 'access/PasswordLong' })
  expect(await asked(password, password)).toMatchObject({ code: 'access/PasswordSame' })
  expect(await asked(password, 'another good password')).toMatchObject({ __typename: 'User' })
  expect((await ask(api.url, me, {}, mine)).errors).toBeUndefined()
  expect((await ask(api.url, me, {}, other)).errors![0]!.extensions.code).toBe('UNAUTHENTICATED')
  expect((await login(api.url, 'changer')).data.login.code).toBe('access/SignInFailed')
  expect((await login(api.url, 'changer', 'another good password')).data.login.__typename).toBe('Session')
})

test('the first admin is made once, with a password for nobody else’s eyes that goes when it is changed', async () => {
  const path = api.parts.settings.firstPassword
  const made = await Promise.all([ensureFirstAdmin(database, path), ensureFirstAdmin(database, path)])
  expect(made.toSorted()).toEqual([false, true])
  const first = (await readFile(path, 'utf8')).trim()
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const { data } = await login(api.url, 'admin', first)
  expect(data.login).toMatchObject({ __typename: 'Session', user: { admin: true } })
  expect(await ensureFirstAdmin(database, path)).toBe(false)
  expect((await readFile(path, 'utf8')).trim()).toBe(first)
  const changed = await ask(
    api.url,
    change,
    { current: first, next: 'another good password' },
    bearer(data.login.token),
  )
  expect(changed.data.changePassword.__typename).toBe('User')
  await expect(readFile(path)).rejects.toMatchObject({ code: 'ENOENT' })
})

test('another user’s change of password leaves the first admin’s where it is', async () => {
  await writeFile(api.parts.settings.firstPassword, 'kept')
  await addPerson(database, { name: 'another' })
  const headers = await signedIn(api.url, 'another')
  await ask(api.url, change, { current: password, next: 'another good password' }, headers)
  expect(await readFile(api.parts.settings.firstPassword, 'utf8')).toBe('kept')
})

test('signing in and out, and changes of password, are in the audit log without any secret', async () => {
  const { rows } = await listAudit(database.fork(everything), {}, { first: 200 })
  const actions = new Set(rows.map(({ action }) => action))
  expect([...actions]).toEqual(
    expect.arrayContaining(['session.open', 'session.close', 'user.change-password', 'user.add']),
  )
  expect(JSON.stringify(rows)).not.toContain(password)
})
