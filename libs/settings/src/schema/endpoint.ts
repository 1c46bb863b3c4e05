import { isIP, isIPv6 } from 'node:net'

export interface Endpoint {
  /** An address, without brackets, or a name. */
  readonly host: string
  readonly port: number
}

/** Reads `host:port`; undefined where it is none. */
export const parseEndpoint = (text: string): Endpoint | undefined => {
  const [, bracketed, plain, digits] =
    /^(?:\[([0-9a-f:.]+)\]|([A-Za-z0-9.-]+)):(\d{1,5})$/i.exec(text.trim()) ?? []
  const host = bracketed ?? plain
  const port = Number(digits)
  if (host === undefined || port > 65_535 || (bracketed !== undefined && !isIPv6(bracketed))) return undefined
  return { host, port }
}

export const formatEndpoint = ({ host, port }: Endpoint): string =>
  `${isIPv6(host) ? `[${host}]` : host}:${port}`

/** Whether only this machine can reach what listens there. A name other than localhost may be anything. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || (isIP(host) === 4 && host.startsWith('127.'))
