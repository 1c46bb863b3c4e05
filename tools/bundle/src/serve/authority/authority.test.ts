import { X509Certificate } from 'node:crypto'
import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { openAuthority } from './authority.ts'

const now = new Date('2030-01-01T00:00:00Z')
const later = (days: number) => new Date(now.getTime() + days * 86_400_000)
const names = { addresses: ['127.0.0.1'], dnsNames: ['localhost'] }

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-authority-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('an authority is made once, however many ask for it at the same time', async () => {
  const authorities = await Promise.all([1, 2, 3].map(() => openAuthority(folder, now)))
  expect(new Set(authorities.map(({ certificatePem }) => certificatePem)).size).toBe(1)
})

test('the authority lasts ten years, and its key is readable by its owner alone', async () => {
  const { certificatePem, certificatePath } = await openAuthority(folder, now)
  const certificate = new X509Certificate(certificatePem)
  expect(certificate.ca).toBe(true)
  expect(certificate.verify(certificate.publicKey)).toBe(true)
  expect(certificate.validToDate).toEqual(later(3650))
  expect(certificate.publicKey.asymmetricKeyDetails).toEqual({ namedCurve: 'prime256v1' })
  expect(await readFile(certificatePath, 'utf8')).toBe(certificatePem)
  expect((await stat(join(folder, 'ca.key'))).mode & 0o777).toBe(0o600)
})

test('two authorities have different names', async () => {
  const one = await openAuthority(join(folder, 'one'), now)
  const two = await openAuthority(join(folder, 'two'), now)
  expect(new X509Certificate(one.certificatePem).subject).not.toBe(
    new X509Certificate(two.certificatePem).subject,
  )
})

test('a server certificate is signed by the authority, for servers only, for a year', async () => {
  const authority = await openAuthority(folder, now)
  const issued = new X509Certificate((await authority.issueServer(names, now)).certificatePem)
  const issuer = new X509Certificate(authority.certificatePem)
  expect(issued.checkIssued(issuer)).toBe(true)
  expect(issued.verify(issuer.publicKey)).toBe(true)
  expect(issued.ca).toBe(false)
  expect(issued.keyUsage).toEqual(['1.3.6.1.5.5.7.3.1'])
  expect(issued.validToDate).toEqual(later(365))
})

test('a server certificate never outlives its authority', async () => {
  const authority = await openAuthority(folder, now)
  const issued = new X509Certificate((await authority.issueServer(names, later(3600))).certificatePem)
  expect(issued.validToDate).toEqual(later(3650))
})

test('what a crash left in the middle of the making is finished with the same key', async () => {
  const first = await openAuthority(folder, now)
  await rm(first.certificatePath)
  const again = await openAuthority(folder, now)
  expect(
    new X509Certificate(again.certificatePem).publicKey.equals(
      new X509Certificate(first.certificatePem).publicKey,
    ),
  ).toBe(true)
})

test.each([
  ['a missing key', async () => rm(join(folder, 'ca.key'))],
  ['a key that is none', async () => writeFile(join(folder, 'ca.key'), 'nothing')],
  ['a certificate that is none', async () => writeFile(join(folder, 'ca.crt'), 'nothing')],
  [
    "another authority's certificate",
    async () => {
      const { certificatePem } = await openAuthority(join(folder, 'other'), now)
      await writeFile(join(folder, 'ca.crt'), certificatePem)
    },
  ],
])('%s is refused, never replaced in silence', async (_, damage) => {
  await openAuthority(folder, now)
  await damage()
  await expect(openAuthority(folder, now)).rejects.toMatchObject({
    code: 'authority/Damaged',
    data: { path: expect.stringContaining(folder) },
  })
})

test('an authority near its end is refused', async () => {
  await openAuthority(folder, now)
  await expect(openAuthority(folder, later(3640))).rejects.toMatchObject({ code: 'authority/Expired' })
})
