import { X509Certificate } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { renewalDays, type Authority } from './authority.ts'
import { day } from './certificates.ts'
import type { ServerNames } from './names.ts'
import { writeWhole } from '../../store/write-whole.ts'

export interface ServerCertificate {
  /** Private key and certificate in one text, so that one rename replaces both. */
  pem: string
  /** Whether it was issued just now. */
  renewed: boolean
}

/**
 * The server certificate at `path` (mode 0600); issued anew if it is missing or unreadable, of another authority,
 * for other names, or has less than 30 days left. Two callers of one path need a lock.
 */
export const serverCertificate = async (
  authority: Authority,
  path: string,
  names: ServerNames,
  now: Date,
): Promise<ServerCertificate> => {
  const present = await readFile(path, 'utf8').catch(() => undefined)
  if (present !== undefined && isGood(present, authority, names, now)) return { pem: present, renewed: false }
  const { keyPem, certificatePem } = await authority.issueServer(names, now)
  const pem = keyPem + certificatePem
  await writeWhole(path, pem, 0o600)
  return { pem, renewed: true }
}

const isGood = (pem: string, authority: Authority, names: ServerNames, now: Date): boolean => {
  const certificate = read(pem)
  if (!certificate) return false
  const issuer = new X509Certificate(authority.certificatePem)
  return (
    certificate.verify(issuer.publicKey) &&
    certificate.validToDate.getTime() - now.getTime() >= renewalDays * day &&
    certificate.validFromDate.getTime() <= now.getTime() &&
    isFor(certificate, names)
  )
}

const read = (pem: string): X509Certificate | undefined => {
  try {
    return new X509Certificate(pem.slice(pem.indexOf('-----BEGIN CERTIFICATE-----')))
  } catch {
    return undefined
  }
}

/** Exactly these names: one that the server lost must go as well. */
const isFor = (certificate: X509Certificate, { addresses, dnsNames }: ServerNames): boolean =>
  certificate.subjectAltName?.split(', ').length === addresses.length + dnsNames.length &&
  addresses.every((address) => certificate.checkIP(address) !== undefined) &&
  dnsNames.every((name) => certificate.checkHost(name) !== undefined)
