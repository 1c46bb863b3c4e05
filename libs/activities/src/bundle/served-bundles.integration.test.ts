import 'reflect-metadata' // @peculiar/x509 finds its parts through it and does not load it itself
import { PemConverter, SubjectAlternativeNameExtension, X509CertificateGenerator } from '@peculiar/x509'
import { encodeManifest, Problem } from '@slipway/domain'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { BundlePin, BundleSource } from '../deps.ts'
import { servedBundles } from './served-bundles.ts'

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')
const flannel = 'kind: DaemonSet\n'
const manifest = encodeManifest({
  ...{
    schema: 1,
    kubernetes: '1.36.3',
    platform: 'linux/amd64',
    source: 'modules',
    operatingSystems: ['debian-12'],
  },
  artifacts: ['flannel.yaml', 'spoilt.yaml'].map((name) => ({
    ...{
      kind: 'manifest',
      name,
      version: '1',
      platform: 'any',
      size: 16,
      licence: 'Apache-2.0',
    },
    ...{ sha256: name === 'flannel.yaml' ? sha256(flannel) : sha256('other'), source: 'here' },
  })),
} as never)
const pin: BundlePin = { version: '1.36.3', digest: sha256(manifest) }

let server: Server
let bundles: BundleSource
let where: { filesUrl: string; ca: string }

beforeAll(async () => {
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' }
  const keys = await crypto.subtle.generateKey(algorithm, true, ['sign', 'verify'])
  const certificate = await X509CertificateGenerator.createSelfSigned({
    ...{ name: 'CN=files', keys, signingAlgorithm: algorithm },
    extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  })
  const ca = certificate.toString('pem')
  const key = PemConverter.encode(await crypto.subtle.exportKey('pkcs8', keys.privateKey), 'PRIVATE KEY')
  const content = new Map([
    ['/bundles/1.36.3/manifest.json', 'of the bundle that took its place'],
    [`/bundles/${sha256(manifest)}/manifest.json`, manifest],
    [`/bundles/${sha256('pinned')}/manifest.json`, 'something else'],
    [`/blobs/sha256/${sha256(flannel)}`, flannel],
    [`/blobs/sha256/${sha256('other')}`, 'spoilt'],
  ])
  server = createServer({ key, cert: ca }, ({ url = '' }, response) => {
    response.writeHead(content.has(url) ? 200 : 404).end(content.get(url))
  }).listen(0, '127.0.0.1')
  await once(server, 'listening')
  where = { filesUrl: `https://127.0.0.1:${(server.address() as AddressInfo).port}`, ca }
  bundles = servedBundles(() => where)
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

const codeOf = (error: unknown): string => (error instanceof Problem ? error.code : String(error))

test('gives the file that the pinned bundle names', async () => {
  expect(await bundles.file(pin, 'flannel.yaml')).toBe(flannel)
  expect((await bundles.manifest(pin)).source).toBe('modules')
})

test('gives the bundle that the plan was made with, also when another one of its version took its place', async () => {
  expect((await bundles.manifest(pin)).kubernetes).toBe('1.36.3')
})

test('refuses another bundle than the plan was made with, and one that is not there any more', async () => {
  for (const digest of [sha256('pinned'), sha256('before')])
    expect(await bundles.manifest({ ...pin, digest }).catch(codeOf)).toBe('verify/BundleMissing')
})

test('refuses a file that is not what the manifest says, or that it does not name', async () => {
  expect(await bundles.file(pin, 'spoilt.yaml').catch(codeOf)).toBe('verify/ManifestMissing')
  expect(await bundles.file(pin, 'calico.yaml').catch(codeOf)).toBe('verify/ManifestMissing')
})

test('refuses a server that the platform’s certificate does not vouch for, and names one that is not there', async () => {
  const stranger = servedBundles(() => ({ ...where, ca: '' }))
  expect(await stranger.manifest(pin).catch(codeOf)).toBe('verify/BundlesUnreachable')
  const nobody = servedBundles(() => ({ ...where, filesUrl: 'https://127.0.0.1:1' }))
  expect(await nobody.manifest(pin).catch(codeOf)).toBe('verify/BundlesUnreachable')
})
