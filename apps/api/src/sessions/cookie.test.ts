import { expect, test } from 'vitest'
import { bearerToken, cookieToken, endedCookie, sessionCookie, withoutSession } from './cookie.ts'

const token = 'a'.repeat(43)

test('the cookie is for this host alone, out of reach of scripts and of other sites', () => {
  const cookie = sessionCookie(token, new Date('2026-01-01T00:00:00Z'))
  expect(cookie).toBe(
    `__Host-slipway=${token}; Expires=Thu, 01 Jan 2026 00:00:00 GMT; Path=/; Secure; HttpOnly; SameSite=Strict`,
  )
  expect(endedCookie).toContain('Max-Age=0')
})

test('the token is found among other cookies', () => {
  expect(cookieToken({ cookie: `a=b; __Host-slipway=${token}; c=d` })).toBe(token)
  expect(cookieToken({ cookie: `x__Host-slipway=${token}` })).toBeUndefined()
  expect(cookieToken({})).toBeUndefined()
})

test('what has not the form of a token is none', () => {
  expect(cookieToken({ cookie: '__Host-slipway=' })).toBeUndefined()
  expect(bearerToken(`Bearer ${token}x`)).toBeUndefined()
  expect(bearerToken(`Basic ${token}`)).toBeUndefined()
  expect(bearerToken(['Bearer', token])).toBeUndefined()
  expect(bearerToken(`bearer ${token}`)).toBe(token)
})

test('another server gets every cookie but the session’s', () => {
  expect(withoutSession(`_csrf=1; __Host-slipway=${token}; c=d`)).toBe('_csrf=1; c=d')
})
