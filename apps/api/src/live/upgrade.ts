import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import type { WebSocketServer } from 'ws'

/**
 * Takes upgrades of one path and answers 404 to all others. Each socket gets a listener for its errors first: a
 * client that resets the connection meanwhile would otherwise end the process.
 */
export const takeUpgrades = (server: Server, path: string, sockets: WebSocketServer): void => {
  server.prependListener('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    socket.on('error', () => socket.destroy())
    if (request.url?.split('?', 1)[0] !== path) return refuseUpgrade(socket)
    sockets.handleUpgrade(request, socket, head, (client) => {
      sockets.emit('connection', client, request)
      // a client's mistake ends its connection, and is nothing to print
      client.removeAllListeners('error').on('error', () => undefined)
    })
  })
}

const refuseUpgrade = (socket: Duplex): void => {
  socket.end('HTTP/1.1 404 Not Found\r\nConnection: close\r\nContent-Length: 0\r\n\r\n')
}
