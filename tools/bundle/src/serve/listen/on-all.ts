import { Problem } from '@slipway/domain'

interface Listening {
  port: number
  close(): Promise<void>
}

const attempts = 8

/**
 * Opens one server on each address, all on the same port. With port 0 the first picks a free one, and where that
 * is taken on another address all begin again with another. What was opened is closed before an error is thrown.
 */
export const openOnAll = async <Server extends Listening>(
  addresses: readonly string[],
  port: number,
  open: (address: string, port: number) => Promise<Server>,
  attempt = 1,
): Promise<Server[]> => {
  const opened: Server[] = []
  try {
    for (const address of addresses) opened.push(await open(address, opened[0]?.port ?? port))
    return opened
  } catch (error) {
    await Promise.all(opened.map((server) => server.close()))
    const taken = error instanceof Problem && error.code === 'serve/PortTaken'
    if (port !== 0 || !taken || attempt === attempts) throw error
    return openOnAll(addresses, port, open, attempt + 1)
  }
}
