import { createHash } from 'node:crypto'

/** A host key as OpenSSH shows it, from its line in known_hosts without the names: SHA256 and base64 without padding. */
export const fingerprintOf = (hostKey: string): string => {
  const [, key = ''] = hostKey.trim().split(/\s+/)
  const hash = createHash('sha256').update(Buffer.from(key, 'base64')).digest('base64')
  return `SHA256:${hash.replace(/=+$/, '')}`
}
