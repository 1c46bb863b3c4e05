import {
  createHash,
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  type KeyObject,
} from 'node:crypto'
import { mkdir, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@slipway/system'
import { bundleProblems, reasonOf } from '../problems.ts'
import { unlessAbsent } from '../store/absent.ts'
import { writeWhole } from '../store/write-whole.ts'

export interface PublicKey {
  /** The first 16 hexadecimal digits of the sha256 of the key's SPKI: short enough to read out loud. */
  id: string
  key: KeyObject
  pem: string
}

/** The folder that holds `signing.pem` (this platform's own key) and `trusted/*.pub`. */
export const keysFolder = (dataFolder: string): string => join(dataFolder, 'keys')

const trustedFolder = (folder: string): string => join(folder, 'trusted')

/**
 * This platform's own key, made at first use, readable by its owner alone and trusted here.
 * Throws SigningKeyUnreadable rather than making another in place of one that is there.
 */
export const signingKey = (folder: string): Promise<KeyObject> =>
  withLock(join(folder, 'signing.lock'), async () => {
    const path = join(folder, 'signing.pem')
    const kept = await readSigningKey(path)
    if (kept) return kept
    const { privateKey, publicKey } = generateKeyPairSync('ed25519')
    await trustKey(folder, readPublicKey(publicKey.export({ type: 'spki', format: 'pem' }), path))
    await writeWhole(path, privateKey.export({ type: 'pkcs8', format: 'pem' }), 0o600)
    return privateKey
  })

const readSigningKey = async (path: string): Promise<KeyObject | undefined> => {
  try {
    const pem = await unlessAbsent(readFile(path, 'utf8'))
    return pem === undefined ? undefined : createPrivateKey(pem)
  } catch (error) {
    throw bundleProblems.SigningKeyUnreadable({ path, why: reasonOf(error) })
  }
}

export const publicKeyOf = (privateKey: KeyObject): PublicKey =>
  readPublicKey(createPublicKey(privateKey).export({ type: 'spki', format: 'pem' }), 'signing.pem')

/** `path` is only what a problem names. Throws KeyUnreadable. */
export const readPublicKey = (pem: string | Buffer, path: string): PublicKey => {
  try {
    const key = createPublicKey(pem)
    if (key.asymmetricKeyType !== 'ed25519') throw new Error(`it is a key of type ${key.asymmetricKeyType}`)
    const spki = key.export({ type: 'spki', format: 'der' })
    const id = createHash('sha256').update(spki).digest('hex').slice(0, 16)
    return { id, key, pem: String(key.export({ type: 'spki', format: 'pem' })) }
  } catch (error) {
    throw bundleProblems.KeyUnreadable({ path, why: reasonOf(error) })
  }
}

/** Throws KeyUnreadable, also when there is no such file. */
export const readPublicKeyFile = async (path: string): Promise<PublicKey> =>
  readPublicKey(
    await readFile(path).catch((error: unknown) => {
      throw bundleProblems.KeyUnreadable({ path, why: reasonOf(error) })
    }),
    path,
  )

export const trustKey = async (folder: string, { id, pem }: PublicKey): Promise<void> => {
  await mkdir(trustedFolder(folder), { recursive: true, mode: 0o700 })
  await writeWhole(join(trustedFolder(folder), `${id}.pub`), pem)
}

export const trustedKeys = async (folder: string): Promise<PublicKey[]> => {
  const names = (await unlessAbsent(readdir(trustedFolder(folder)))) ?? []
  const paths = names.filter((name) => name.endsWith('.pub')).map((name) => join(trustedFolder(folder), name))
  return Promise.all(paths.map(readPublicKeyFile))
}
