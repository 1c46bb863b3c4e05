import { expect, test } from 'vitest'
import { isJson, isSameOrigin } from './origin.ts'

const host = 'slipway.example'

test.each([
  [
    'a page of this server',
    { host, origin: 'https://slipway.example', 'sec-fetch-site': 'same-origin' },
    true,
  ],
  ['an older browser on a page of this server', { host, origin: 'https://slipway.example' }, true],
  ['a browser that sends no Origin with its reads', { host, 'sec-fetch-site': 'same-origin' }, true],
  [
    'a page of another server',
    { host, origin: 'https://evil.example', 'sec-fetch-site': 'cross-site' },
    false,
  ],
  ['a page of a sister domain', { host, origin: 'https://a.example', 'sec-fetch-site': 'same-site' }, false],
  ['an older browser on another page', { host, origin: 'https://evil.example' }, false],
  ['a sandboxed page', { host, origin: 'null' }, false],
  ['a client that says nothing', { host }, false],
  [
    'an origin that belies the browser',
    { host, origin: 'https://evil.example', 'sec-fetch-site': 'same-origin' },
    false,
  ],
] as const)('a cookie of %s', (_, headers, allowed) => {
  expect(isSameOrigin(headers)).toBe(allowed)
})

test('behind a proxy the public address is an own one', () => {
  const headers = { host: '127.0.0.1:7440', origin: 'https://slipway.example' }
  expect(isSameOrigin(headers)).toBe(false)
  expect(isSameOrigin(headers, 'https://slipway.example/')).toBe(true)
})

test.each([
  ['application/json', true],
  ['application/json; charset=utf-8', true],
  ['application/graphql-response+json', true],
  ['text/plain', false],
  ['text/plain; application/json', false],
  [undefined, false],
])('whether %s is JSON: %s', (type, json) => {
  expect(isJson({ 'content-type': type })).toBe(json)
})
