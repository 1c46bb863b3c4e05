import { expect, test } from 'vitest'
import { formatEndpoint, isLoopback, parseEndpoint } from './endpoint.ts'

test.each([
  ['127.0.0.1:7440', { host: '127.0.0.1', port: 7440 }],
  ['[::1]:0', { host: '::1', port: 0 }],
  ['server.example:443', { host: 'server.example', port: 443 }],
])('an endpoint is read and written the same: %s', (text, read) => {
  expect(parseEndpoint(text)).toEqual(read)
  expect(formatEndpoint(read)).toBe(text)
})

test.each(['', '127.0.0.1', ':80', '::1:80', '[127.0.0.1]:80', 'a:65536', 'a:-1', 'a b:80'])(
  'no endpoint: %j',
  (text) => {
    expect(parseEndpoint(text)).toBeUndefined()
  },
)

test.each([
  ['127.0.0.1', true],
  ['127.9.9.9', true],
  ['::1', true],
  ['localhost', true],
  ['0.0.0.0', false],
  ['::', false],
  ['127.0.0.1.example', false],
])('whether only this machine reaches %s: %s', (host, alone) => {
  expect(isLoopback(host)).toBe(alone)
})
