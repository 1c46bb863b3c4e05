import { openAuthority } from '@slipway/bundle'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type Server } from 'node:https'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { stringify } from 'yaml'
import { nodesOf } from './nodes.ts'

let folder: string
let server: Server
let kubeconfig: string
let answer: { status: number; body: object }

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-nodes-'))
  const authority = await openAuthority(folder, new Date())
  const names = { addresses: ['127.0.0.1'], dnsNames: [] }
  const { keyPem, certificatePem } = await authority.issueServer(names, new Date())
  const tls = { key: keyPem, cert: certificatePem, ca: authority.certificatePem }
  server = createServer({ ...tls, requestCert: true, rejectUnauthorized: false }, (request, response) => {
    const known = request.url === '/api/v1/nodes'
    response.writeHead(known ? answer.status : 404).end(JSON.stringify(answer.body))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const data = (text: string) => Buffer.from(text).toString('base64')
  kubeconfig = stringify({
    clusters: [
      {
        name: 'demo',
        cluster: {
          server: `https://127.0.0.1:${(server.address() as AddressInfo).port}`,
          'certificate-authority-data': data(authority.certificatePem),
        },
      },
    ],
    users: [
      {
        name: 'me',
        user: { 'client-certificate-data': data(certificatePem), 'client-key-data': data(keyPem) },
      },
    ],
  })
})
afterEach(async () => {
  server.closeAllConnections()
  server.close()
  await rm(folder, { recursive: true })
})

const node = (name: string, ready: string) => ({
  metadata: { name },
  status: {
    conditions: [
      { type: 'DiskPressure', status: 'True' },
      { type: 'Ready', status: ready },
    ],
    nodeInfo: { kubeletVersion: 'v1.37.1', osImage: 'Debian' },
  },
})

test('a node is Ready when the cluster says so, whatever else it says', async () => {
  answer = { status: 200, body: { items: [node('a', 'True'), node('b', 'Unknown')] } }
  expect(await nodesOf(kubeconfig)).toEqual([
    { name: 'a', ready: true, version: 'v1.37.1', os: 'Debian' },
    { name: 'b', ready: false, version: 'v1.37.1', os: 'Debian' },
  ])
})

test('a cluster that refuses is quoted', async () => {
  answer = { status: 403, body: { message: 'forbidden' } }
  await expect(nodesOf(kubeconfig)).rejects.toThrow(/HTTP 403: .*forbidden/)
})
