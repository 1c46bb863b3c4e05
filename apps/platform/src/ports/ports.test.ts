import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { createServer, type AddressInfo, type Server } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { choosePorts } from './ports.ts'

let folder: string
const servers: Server[] = []
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-ports-'))
})
afterEach(async () => {
  for (const server of servers.splice(0)) server.close()
  await rm(folder, { recursive: true })
})

const addresses = ['127.0.0.1']
const path = () => join(folder, 'ports.json')
const takenPort = async (): Promise<number> => {
  const server = createServer().listen(0, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}

test('a port stays the same from start to start', async () => {
  const wishes = ['postgres', 'temporal'].map((name) => ({ name, addresses }))
  const first = await choosePorts(path(), wishes)
  expect(new Set(Object.values(first)).size).toBe(2)
  expect(await choosePorts(path(), wishes)).toEqual(first)
})

test('a usual port that somebody else has makes way for a free one', async () => {
  const usual = await takenPort()
  const { api } = await choosePorts(path(), [{ name: 'api', addresses, usual }])
  expect(api).not.toBe(usual)
})

test('a port that somebody has set is that one or a refusal', async () => {
  const set = await takenPort()
  await expect(choosePorts(path(), [{ name: 'api.listen', addresses, set }])).rejects.toMatchObject({
    code: 'platform/PortTaken',
    data: { name: 'api.listen', listen: `127.0.0.1:${set}` },
  })
})

test('a port that was kept and is taken now is replaced', async () => {
  const { api = 0 } = await choosePorts(path(), [{ name: 'api', addresses }])
  const server = createServer().listen(api, '127.0.0.1')
  servers.push(server)
  await once(server, 'listening')
  const { api: next } = await choosePorts(path(), [{ name: 'api', addresses }])
  expect(next).not.toBe(api)
})
