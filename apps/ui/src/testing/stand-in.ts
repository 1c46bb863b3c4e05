import { buildSchema } from 'graphql'
import { useServer } from 'graphql-ws/use/ws'
import { existsSync, readFileSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { Duplex } from 'node:stream'
import { extname, join } from 'node:path'
import { graphql } from 'graphql'
import { WebSocketServer } from 'ws'
import { Stage } from './stage.ts'

const ui = join(import.meta.dirname, '../..')
const schema = buildSchema(readFileSync(join(ui, '../api/schema.graphql'), 'utf8'))
const types: Record<string, string> = {
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.css': 'text/css',
  '.svg': 'image/svg+xml',
  '.json': 'application/json',
}

/** A stand-in for the API, made from its schema: it serves the built dashboard and whatever a test puts on the stage. */
export const openStandIn = async () => {
  const stage = new Stage()
  const sockets = new Set<Duplex>()
  let refuseSockets = false
  const roots = { query: stage.query, mutation: stage.mutation, subscription: stage.subscription }

  const answerGraphql = async (request: IncomingMessage, response: ServerResponse) => {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const { query, variables } = JSON.parse(body) as { query: string; variables: Record<string, unknown> }
    const rootValue = query.includes('mutation') ? roots.mutation : roots.query
    const result = await graphql({ schema, source: query, variableValues: variables, rootValue })
    response.setHeader('content-type', 'application/json').end(JSON.stringify(result))
  }
  const serveFile = (path: string, response: ServerResponse) => {
    const asked = join(ui, 'build', path)
    const found = extname(path) !== '' && existsSync(asked) ? asked : join(ui, 'build/index.html')
    response
      .setHeader('content-type', types[extname(found)] ?? 'application/octet-stream')
      .end(readFileSync(found))
  }
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname === '/graphql') return void answerGraphql(request, response)
    if (/^\/operations\/[^/]+\/log$/.test(pathname))
      return stage.sendLog(searchParams.get('step'), request.headers['last-event-id'], response)
    serveFile(pathname, response)
  })
  const socketServer = new WebSocketServer({ noServer: true })
  useServer({ schema, roots }, socketServer)
  server.on('upgrade', (request, socket, head) => {
    sockets.add(socket)
    if (refuseSockets) return void socket.destroy()
    socketServer.handleUpgrade(request, socket, head, (opened) =>
      socketServer.emit('connection', opened, request),
    )
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    stage,
    socketCount: () => socketServer.clients.size,
    cutSockets: () => {
      refuseSockets = true
      for (const socket of sockets) socket.destroy()
    },
    allowSockets: () => {
      refuseSockets = false
    },
    close: async () => {
      for (const socket of sockets) socket.destroy()
      socketServer.close()
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
