import 'reflect-metadata'
import { Pkcs10CertificateRequest } from '@peculiar/x509'
import { createPrivateKey, createPublicKey } from 'node:crypto'
import { expect, test } from 'vitest'
import { parse } from 'yaml'
import { makeKubeconfig } from './kubeconfig.ts'
import { serverFor } from './server.ts'
import { makeSigningRequest } from './signing-request.ts'

test('a signing request names the identity, and is signed by the key that is given out', async () => {
  const { key, signingRequest } = await makeSigningRequest('slipway:access:1')
  const request = new Pkcs10CertificateRequest(signingRequest)
  expect(request.subject).toBe('CN=slipway:access:1')
  expect(await request.verify()).toBe(true)
  const own = createPublicKey(createPrivateKey(key)).export({ format: 'der', type: 'spki' })
  expect(own.equals(Buffer.from(request.publicKey.rawData))).toBe(true)
})

test('every kubeconfig has a key of its own', async () => {
  const [one, other] = await Promise.all([makeSigningRequest('a'), makeSigningRequest('a')])
  expect(one.key).not.toBe(other.key)
})

test('a kubeconfig holds all that a client needs', () => {
  const yaml = makeKubeconfig({
    cluster: 'demo',
    user: 'admin@demo',
    server: 'https://192.0.2.1:6443',
    authority: 'CA',
    certificate: 'CERT',
    key: 'KEY',
  })
  const config = parse(yaml)
  expect(config.contexts[0].context).toEqual({ cluster: 'demo', user: 'admin@demo' })
  expect(config.clusters[0].cluster.server).toBe('https://192.0.2.1:6443')
  expect(Buffer.from(config.users[0].user['client-key-data'], 'base64').toString()).toBe('KEY')
})

const cluster = { spec: { apiNames: ['k8s.example'] }, apiServers: ['https://192.0.2.1:6443'] }

test.each([
  [undefined, 'https://k8s.example:6443'],
  ['192.0.2.1', 'https://192.0.2.1:6443'],
  ['k8s.example:8443', 'https://k8s.example:8443'],
  ['https://k8s.example', 'https://k8s.example:6443'],
])('asked for %s a kubeconfig gets %s', (asked, server) => {
  expect(serverFor(cluster, asked)).toBe(server)
})

test('without names for people a kubeconfig gets the first API server', () => {
  expect(serverFor({ ...cluster, spec: { apiNames: [] } }, null)).toBe('https://192.0.2.1:6443')
})

test.each(['192.0.2.9', 'http://k8s.example', 'not a name', '', 'https://user@evil.example'])(
  'an address that the certificate does not carry is refused: %j',
  (asked) => {
    expect(() => serverFor(cluster, asked)).toThrow(expect.objectContaining({ code: 'access/ServerUnknown' }))
  },
)
