import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { openAuthority, type Authority } from './authority.ts'
import { serverNames } from './names.ts'
import { serverCertificate } from './server-certificate.ts'

const now = new Date('2030-01-01T00:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const names = serverNames(['10.1.2.3', 'fd00::1'], 'slipway.example.org')

let folder: string
let authority: Authority
let path: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-server-'))
  authority = await openAuthority(join(folder, 'ca'), now)
  path = join(folder, 'server.pem')
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(() => rm(path, { force: true }))

const certificateOf = (pem: string) => new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE')))

test('it names the addresses, 127.0.0.1, localhost and the given name', async () => {
  const { pem, renewed } = await serverCertificate(authority, path, names, now)
  expect(renewed).toBe(true)
  expect(certificateOf(pem).subjectAltName).toBe(
    'IP Address:10.1.2.3, IP Address:127.0.0.1, IP Address:FD00:0:0:0:0:0:0:1, DNS:localhost, DNS:slipway.example.org',
  )
})

test('it is kept with its key in one file of its owner, and used again', async () => {
  const first = await serverCertificate(authority, path, names, now)
  const second = await serverCertificate(authority, path, names, later(334))
  expect(second).toEqual({ pem: first.pem, renewed: false })
  expect(await readFile(path, 'utf8')).toBe(first.pem)
  expect((await stat(path)).mode & 0o777).toBe(0o600)
})

test('it is renewed when less than thirty days are left', async () => {
  await serverCertificate(authority, path, names, now)
  const { pem, renewed } = await serverCertificate(authority, path, names, later(336))
  expect(renewed).toBe(true)
  expect(certificateOf(pem).validToDate).toEqual(later(336 + 365))
})

test.each([
  ['gains an address', serverNames(['10.1.2.3', '10.9.9.9', 'fd00::1'], 'slipway.example.org')],
  ['loses an address', serverNames(['10.1.2.3'], 'slipway.example.org')],
  ['changes an address', serverNames(['10.1.2.4', 'fd00::1'], 'slipway.example.org')],
  ['changes its name', serverNames(['10.1.2.3', 'fd00::1'], 'other.example.org')],
])('it is renewed when the server %s', async (_, changed) => {
  await serverCertificate(authority, path, names, now)
  expect((await serverCertificate(authority, path, changed, now)).renewed).toBe(true)
})

test("another authority's certificate and a damaged one are replaced", async () => {
  const other = await openAuthority(join(folder, 'other'), now)
  await serverCertificate(other, path, names, now)
  expect((await serverCertificate(authority, path, names, now)).renewed).toBe(true)
  await writeFile(path, 'nothing')
  expect((await serverCertificate(authority, path, names, now)).renewed).toBe(true)
})

test('a server on every address is named by every address of the machine', () => {
  expect(serverNames(['0.0.0.0'], undefined, () => ['127.0.0.1', '10.1.2.3'])).toEqual({
    addresses: ['10.1.2.3', '127.0.0.1'],
    dnsNames: ['localhost'],
  })
})
