import { once } from 'node:events'
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { subscribe } from './socket.ts'

let server: Server
const sockets: Socket[] = []
beforeEach(async () => {
  server = createServer((socket) => sockets.push(socket)).listen(0, '127.0.0.1')
  await once(server, 'listening')
})
afterEach(() => {
  for (const socket of sockets.splice(0)) socket.destroy()
  server.close()
})

test('an interruption ends a subscription also while it is still connecting', async () => {
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
  const controller = new AbortController()
  const request = { text: 'subscription { any }', variables: {} }
  const events = subscribe({ url, language: 'en' }, request, () => undefined, controller.signal)
  const next = events.next()
  await once(server, 'connection')
  controller.abort(new DOMException('interrupted by SIGINT', 'AbortError'))
  await expect(next).rejects.toMatchObject({ name: 'AbortError', message: 'interrupted by SIGINT' })
})
