import { expect, test } from 'vitest'
import { policyOf } from './headers.ts'

test('a page’s own policy is sent, with what a page cannot say of itself', () => {
  const page = `<html><meta http-equiv="content-security-policy" content="script-src 'self' 'sha256-a='; base-uri 'self'">`
  expect(policyOf(page)).toBe(
    "script-src 'self' 'sha256-a='; base-uri 'self'; frame-ancestors 'none'; object-src 'none'; form-action 'self'",
  )
})

test('a page without a policy may load only what is the platform’s own', () => {
  expect(policyOf('<html></html>')).toMatch(/^default-src 'self'; frame-ancestors 'none'/)
})
