import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { throughProxy } from './proxy.ts'

const servers: Server[] = []
const listen = async (server: Server): Promise<number> => {
  servers.push(server.listen(0, '127.0.0.1'))
  await once(server, 'listening')
  return (server.address() as AddressInfo).port
}
afterEach(async () => {
  for (const server of servers.splice(0)) {
    server.closeAllConnections()
    await new Promise((resolve) => server.close(resolve))
  }
})

test('what is fetched goes through the proxy that the environment names, and only while it is asked to', async () => {
  const site = await listen(createServer((_, response) => response.end('content')))
  const asked: string[] = []
  const proxy = createServer().on('connect', (request, socket) => {
    asked.push(request.url ?? '')
    const upstream = connect(site, '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n')
      upstream.pipe(socket).pipe(upstream)
    })
    socket.on('close', () => upstream.destroy()).on('error', () => upstream.destroy())
    upstream.on('error', () => socket.destroy())
  })
  const http_proxy = `http://127.0.0.1:${await listen(proxy)}`
  const get = async () => (await fetch('http://dl.example.invalid/file')).text()
  expect(await throughProxy(get, { http_proxy })).toBe('content')
  expect(asked).toEqual(['dl.example.invalid:80'])
  await expect(get()).rejects.toThrow('fetch failed')
})
