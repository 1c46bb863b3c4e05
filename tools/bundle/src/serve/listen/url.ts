import { isIPv6 } from 'node:net'
import { isWildcard } from '../authority/index.ts'

/** Where clients reach a server; one on every address is named by 127.0.0.1. */
export const urlOf = ({ address, port }: { address: string; port: number }): string => {
  const host = isWildcard(address) ? '127.0.0.1' : address
  return `https://${isIPv6(host) ? `[${host}]` : host}:${port}`
}
