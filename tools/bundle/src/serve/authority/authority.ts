import { createHash, X509Certificate } from 'node:crypto'
import { mkdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@slipway/system'
import { day, makeAuthorityCertificate, makeServerCertificate } from './certificates.ts'
import { newKey, readKey, type Key } from './key.ts'
import type { ServerNames } from './names.ts'
import { authorityProblems } from './problems.ts'
import { writeWhole } from '../../store/write-whole.ts'

const authorityDays = 3650
const serverDays = 365
/** With less left than this, certificates are renewed, and the authority issues nothing more. */
export const renewalDays = 30

/** A certificate authority of one's own. Its private key never leaves it. */
export interface Authority {
  certificatePem: string
  /** The file to hand to whoever shall trust it. */
  certificatePath: string
  /** A new key (PKCS #8) and a certificate for it, for a year. */
  issueServer(names: ServerNames, now: Date): Promise<{ keyPem: string; certificatePem: string }>
}

/**
 * The authority kept in `folder` (ca.key, mode 0600, and ca.crt), made at first use for ten years; one process
 * alone makes it. Throws authority/Damaged when its files do not belong together, authority/Expired near its end.
 */
export const openAuthority = async (folder: string, now: Date): Promise<Authority> => {
  const certificatePath = join(folder, 'ca.crt')
  await mkdir(folder, { recursive: true })
  const { key, certificatePem } = await withLock(join(folder, 'ca.lock'), () => readOrMake(folder, now))
  const { validToDate } = new X509Certificate(certificatePem)
  if (validToDate.getTime() - now.getTime() < renewalDays * day)
    throw authorityProblems.Expired({ path: certificatePath, notAfter: validToDate.toISOString() })
  return {
    certificatePem,
    certificatePath,
    issueServer: async (names, at) => {
      const subject = { key: await newKey(), names }
      const issued = await makeServerCertificate({ key, certificatePem }, subject, at, serverDays)
      return { keyPem: subject.key.pem, certificatePem: issued }
    },
  }
}

const readOrMake = async (folder: string, now: Date): Promise<{ key: Key; certificatePem: string }> => {
  const keyPath = join(folder, 'ca.key')
  const certificatePath = join(folder, 'ca.crt')
  const [keyPem, certificatePem] = await Promise.all([textOf(keyPath), textOf(certificatePath)])
  if (keyPem === undefined && certificatePem !== undefined)
    throw authorityProblems.Damaged({ path: keyPath, why: 'ca.crt is here, but its key is missing.' })
  if (keyPem !== undefined && certificatePem !== undefined)
    return readTogether(folder, keyPem, certificatePem)
  // A key alone is what a crash in the middle of the making leaves: nobody was given a certificate of it yet.
  const key = keyPem === undefined ? await newKey() : await readable(keyPath, () => readKey(keyPem))
  await writeWhole(keyPath, key.pem, 0o600)
  const made = await makeAuthorityCertificate(key, nameOf(key), now, authorityDays)
  await writeWhole(certificatePath, made)
  return { key, certificatePem: made }
}

const readTogether = async (folder: string, keyPem: string, certificatePem: string) => {
  const key = await readable(join(folder, 'ca.key'), () => readKey(keyPem))
  const path = join(folder, 'ca.crt')
  const certificate = await readable(path, () => new X509Certificate(certificatePem))
  if (!certificate.publicKey.export({ type: 'spki', format: 'der' }).equals(key.publicDer))
    throw authorityProblems.Damaged({ path, why: 'ca.crt is not the certificate of ca.key.' })
  return { key, certificatePem }
}

/** Two platforms' authorities must differ by name: some clients choose among trusted ones by name alone. */
const nameOf = ({ publicDer }: Key): string =>
  `Slipway CA ${createHash('sha256').update(publicDer).digest('hex').slice(0, 8)}`

/** Undefined if there is no such file; every other failure is thrown. */
const textOf = (path: string): Promise<string | undefined> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })

const readable = async <Value>(path: string, read: () => Value | Promise<Value>): Promise<Value> => {
  try {
    return await read()
  } catch (error) {
    throw authorityProblems.Damaged({ path, why: error instanceof Error ? error.message : String(error) })
  }
}
