import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { everything } from '../database/scope.ts'
import { blockedUntil, countFailure, forgetFailures } from '../login/throttle.ts'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { addUser, findUser, setPasswordHash, UserAccount } from '../user/user.ts'
import { closeOtherSessions, closeSession, findSession, openSession } from './session.ts'

let database: TestDatabase
let user: string
let count = 0
beforeAll(async () => {
  database = await openTestDatabase()
})
beforeEach(async () => {
  user = (await addUser(em(), { name: `user-${++count}`, passwordHash: 'hash', admin: false }))!.id
})
afterAll(() => database.close())

const em = () => database.fork(everything)
const later = new Date(Date.now() + 3_600_000)

test('a session is found by its token, and the token is nowhere in the database', async () => {
  await openSession(em(), { token: 'token-1', user, expiresAt: later })
  expect(await findSession(em(), 'token-1')).toMatchObject({ user: { id: user } })
  expect(await findSession(em(), 'token-2')).toBeUndefined()
  expect(JSON.stringify(await em().execute('select * from session'))).not.toContain('token-1')
})

test('a session that is over, was closed, or whose user is disabled, is none', async () => {
  await openSession(em(), { token: 'over', user, expiresAt: new Date(Date.now() - 1) })
  expect(await findSession(em(), 'over')).toBeUndefined()
  await openSession(em(), { token: 'closed', user, expiresAt: later })
  await closeSession(em(), 'closed')
  expect(await findSession(em(), 'closed')).toBeUndefined()
  await openSession(em(), { token: 'disabled', user, expiresAt: later })
  await em().nativeUpdate(UserAccount, { id: user }, { disabledAt: new Date() })
  expect(await findSession(em(), 'disabled')).toBeUndefined()
})

test('after a change of password the other sessions of the user are closed', async () => {
  const another = (await addUser(em(), { name: 'another', passwordHash: 'hash', admin: false }))!.id
  await openSession(em(), { token: 'this', user, expiresAt: later })
  await openSession(em(), { token: 'other', user, expiresAt: later })
  await openSession(em(), { token: 'theirs', user: another, expiresAt: later })
  await setPasswordHash(em(), user, 'new')
  await closeOtherSessions(em(), user, 'this')
  expect(await findSession(em(), 'this')).toMatchObject({ user: { passwordHash: 'new' } })
  expect(await findSession(em(), 'other')).toBeUndefined()
  expect(await findSession(em(), 'theirs')).toBeDefined()
})

test('a user of a name is made once, whoever comes first', async () => {
  const made = await Promise.all(
    Array.from({ length: 4 }, (_, n) => addUser(em(), { name: 'admin', passwordHash: `${n}`, admin: true })),
  )
  expect(made.filter(Boolean)).toHaveLength(1)
  expect(await findUser(em(), 'admin')).toMatchObject({ id: made.find(Boolean)!.id, admin: true })
})

test('five wrong passwords cost nothing, then each doubles the wait, up to a quarter of an hour', async () => {
  const key = 'name@192.0.2.1'
  const waits: number[] = []
  for (let n = 0; n < 20; n += 1) {
    const before = Date.now()
    await countFailure(em(), key)
    const until = await blockedUntil(em(), key)
    waits.push(until ? Math.round((until.getTime() - before) / 1000) : 0)
  }
  expect(waits.slice(0, 5)).toEqual([0, 0, 0, 0, 0])
  expect(waits[9]).toBeGreaterThanOrEqual(15)
  expect(waits[9]).toBeLessThanOrEqual(17)
  expect(Math.max(...waits)).toBeGreaterThanOrEqual(899)
  expect(Math.max(...waits)).toBeLessThanOrEqual(901)
  expect(await blockedUntil(em(), 'name@192.0.2.2')).toBeUndefined()
  await forgetFailures(em(), key)
  expect(await blockedUntil(em(), key)).toBeUndefined()
})

test('an hour without a failure lets the count begin anew', async () => {
  for (let n = 0; n < 12; n += 1) await countFailure(em(), 'patient')
  await em().execute(
    `update login_throttle set last_failure_at = now() - interval '61 minutes' where key = 'patient'`,
  )
  await countFailure(em(), 'patient')
  expect(await blockedUntil(em(), 'patient')).toBeUndefined()
})
