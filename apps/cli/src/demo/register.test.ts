import type { HostAccess } from '@slipway/sandbox'
import { createHash } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { clientOf, quietDemo } from '../testing/demo-client.ts'
import { registerHosts } from './register.ts'

let folder: string
let access: HostAccess[]
let credential: { id: string; name: string }
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-demo-'))
  const keyPath = join(folder, 'key')
  await writeFile(keyPath, 'a private key')
  const mark = createHash('sha256').update('a private key').digest('hex').slice(0, 8)
  credential = { id: 'own', name: `demo-${mark}` }
  const others = { user: 'ops', keyPath, passwordUser: 'admin', passwordPath: '', knownHostsPath: '' }
  access = ['demo-1', 'demo-2', 'demo-3'].map((name, index) => ({
    ...{ name, address: `192.0.2.${index + 1}`, port: 22 as const },
    ...others,
  }))
})
afterEach(() => rm(folder, { recursive: true }))

const page = (nodes: readonly object[]) => ({ nodes, pageInfo: { endCursor: null, hasNextPage: false } })
const registered = (change: object = {}) =>
  access.map(({ name, address }) => ({
    ...{ id: name, name, address, credential, hostKey: 'SHA256:abc', cluster: null, gathering: false },
    ...{ factsFailure: null, ...change },
  }))

const platform = (known: { id: string }[], credentials: object[] = [credential]) => {
  let hosts = known
  return clientOf({
    Credentials: () => ({ credentials: page(credentials) }),
    Hosts: () => ({ hosts: page(hosts) }),
    AddCredential: () => ({ addCredential: credential }),
    RemoveHost: ({ id }: { id: string }) => {
      hosts = hosts.filter((host) => host.id !== id)
      return { removeHost: { id } }
    },
    AddHost: ({ input }: { input: { name: string } }) => {
      const host = { ...registered().find(({ name }) => name === input.name)!, hostKey: null }
      hosts = [...hosts, host]
      return { addHost: host }
    },
    ForgetHostKey: ({ id }: { id: string }) => ({ forgetHostKey: hosts.find((host) => host.id === id) }),
    GatherFacts: () => ({ gatherFacts: { hosts } }),
  })
}
const hosts = (...made: string[]) => ({ access, made: new Set(made), gateway: '192.0.2.254' })

test('hosts and their credential are added where the platform does not know them', async () => {
  const { client, asked } = platform([], [])
  const seen = await registerHosts(quietDemo(), client, hosts('demo-1', 'demo-2', 'demo-3'))
  expect(seen.map(({ name }) => name)).toEqual(['demo-1', 'demo-2', 'demo-3'])
  expect(asked.filter(({ name }) => name === 'AddHost').map(({ variables }) => variables)).toMatchObject(
    access.map(({ name, address }) => ({ input: { name, address, port: 22, credential: 'own' } })),
  )
})

test('hosts that the platform knows are looked at anew, and that is all', async () => {
  const { client, questions } = platform(registered())
  await registerHosts(quietDemo(), client, hosts())
  expect(new Set(questions())).toEqual(new Set(['Credentials', 'Hosts', 'GatherFacts']))
})

test('the key of a host is forgotten where the demo has just made that host, and nowhere else', async () => {
  const { client, asked } = platform(registered())
  await registerHosts(quietDemo(), client, hosts('demo-2'))
  expect(asked.filter(({ name }) => name === 'ForgetHostKey').map(({ variables }) => variables)).toEqual([
    { id: 'demo-2' },
  ])
})

test('a host that has another address now is registered anew', async () => {
  const known = registered().map((host) =>
    host.name === 'demo-3' ? { ...host, address: '192.0.2.99' } : host,
  )
  const { client, asked } = platform(known)
  await registerHosts(quietDemo(), client, hosts('demo-3'))
  expect(asked.filter(({ name }) => name === 'RemoveHost').map(({ variables }) => variables)).toEqual([
    { id: 'demo-3' },
  ])
  expect(asked.filter(({ name }) => name === 'AddHost')).toHaveLength(1)
})

test('a member of a cluster whose host is another one by now is refused, and nothing is removed', async () => {
  const { client, questions } = platform(
    registered({ credential: { id: 'old', name: 'demo-old' }, cluster: { id: 'c-1', name: 'demo' } }),
  )
  await expect(registerHosts(quietDemo(), client, hosts())).rejects.toMatchObject({
    code: 'demo/HostsReplaced',
    data: { hosts: ['demo-1', 'demo-2', 'demo-3'] },
  })
  expect(questions()).not.toContain('RemoveHost')
})

test('a host that could not be looked at is named with the cause', async () => {
  const failure = { code: 'host/Nobody', data: {}, message: 'Nobody answers.' }
  const { client } = platform(registered({ factsFailure: failure }))
  await expect(registerHosts(quietDemo(), client, hosts())).rejects.toMatchObject({
    code: 'demo/HostUnseen',
    data: { host: 'demo-1' },
    message: expect.stringContaining('Nobody answers.'),
  })
})
