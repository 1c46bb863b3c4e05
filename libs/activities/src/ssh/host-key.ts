import { createHash } from 'node:crypto'

/** A key blob as SSH sends it, in the form of known_hosts: its type and the blob in base64. */
export const hostKeyOf = (blob: Buffer): string => `${typeOf(blob)} ${blob.toString('base64')}`

/** As ssh-keygen -l shows it: SHA256:... */
export const fingerprintOf = (hostKey: string): string => {
  const blob = Buffer.from(hostKey.split(' ')[1] ?? '', 'base64')
  return `SHA256:${createHash('sha256').update(blob).digest('base64').replace(/=+$/, '')}`
}

/**
 * The signature algorithms that a recorded key can be shown by. Asking for no other keeps a host that has several keys
 * from showing one that was never seen.
 */
export const algorithmsFor = (hostKey: string): string[] => {
  const [type = ''] = hostKey.split(' ')
  return type === 'ssh-rsa' ? ['rsa-sha2-512', 'rsa-sha2-256', 'ssh-rsa'] : [type]
}

const typeOf = (blob: Buffer): string => blob.toString('latin1', 4, 4 + blob.readUInt32BE(0))
