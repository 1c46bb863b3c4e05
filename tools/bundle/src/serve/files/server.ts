import { once } from 'node:events'
import type { RequestListener } from 'node:http'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { listenProblem } from '../listen/problem.ts'

/** A server that listens. */
export interface FilesServer {
  address: string
  port: number
  /** Takes a new key and certificate for connections from now on. */
  useCertificate(pem: string): void
  /** Ends it with every connection. */
  close(): Promise<void>
}

/** Throws serve/PortTaken or serve/CannotListen. */
export const openFilesServer = async (
  address: string,
  port: number,
  pem: string,
  handler: RequestListener,
): Promise<FilesServer> => {
  const credentials = (both: string) => ({ key: both, cert: both, minVersion: 'TLSv1.2' as const })
  const server = createServer(credentials(pem), handler)
  const listening = once(server, 'listening')
  server.listen({ host: address, port })
  try {
    await listening
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    throw listenProblem('files server', address, port, code === 'EADDRINUSE', message)
  }
  return {
    address,
    port: (server.address() as AddressInfo).port,
    useCertificate: (both) => server.setSecureContext(credentials(both)),
    close: async () => {
      const closed = once(server, 'close')
      server.close()
      server.closeAllConnections()
      await closed
    },
  }
}
