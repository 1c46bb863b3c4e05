import { expect, test } from 'vitest'
import { publishedChecksum } from './published-checksum.ts'

const a = 'a'.repeat(64)
const b = 'b'.repeat(64)

test.each([
  ['alone', a],
  ['alone with a line end', `${a}\n`],
  ['with the file name', `${a}  runc.amd64\n`],
  ['in binary mode, with a path', `${a} *./out/runc.amd64\n`],
  ['ended by NUL', `${a}  runc.amd64\0`],
  ['in a list', `${b}  runc.arm64\n${a}  runc.amd64\n`],
  [
    'in a list below a signed message’s head',
    `-----BEGIN PGP SIGNED MESSAGE-----\nHash: SHA256\n\n${a}  runc.amd64\n`,
  ],
])('a published checksum is found %s', (_, text) => {
  expect(publishedChecksum(text, 'runc.amd64')).toBe(a)
})

test.each([
  ['another file', `${b}  runc.arm64\n`],
  ['a page of a proxy', '<html>Please log in</html>'],
  ['too short a hash', 'abc123  runc.amd64'],
  ['nothing', ''],
])('no checksum is made of %s', (_, text) => {
  expect(publishedChecksum(text, 'runc.amd64')).toBeUndefined()
})
