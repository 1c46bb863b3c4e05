import {
  createPrivateKey,
  createPublicKey,
  generateKeyPairSync,
  webcrypto,
  type KeyObject,
} from 'node:crypto'

const algorithm = { name: 'ECDSA', namedCurve: 'P-256' }

/** An ECDSA key on P-256 in the forms that certificates need. */
export interface Key {
  /** PKCS #8. */
  pem: string
  signing: webcrypto.CryptoKey
  /** SPKI. */
  publicDer: Buffer
}

export const newKey = (): Promise<Key> =>
  keyOf(generateKeyPairSync('ec', { namedCurve: algorithm.namedCurve }).privateKey)

/** Throws if this is not a private key on P-256. */
export const readKey = (pem: string): Promise<Key> => keyOf(createPrivateKey(pem))

const keyOf = async (key: KeyObject): Promise<Key> => ({
  pem: String(key.export({ type: 'pkcs8', format: 'pem' })),
  signing: await webcrypto.subtle.importKey(
    'pkcs8',
    key.export({ type: 'pkcs8', format: 'der' }),
    algorithm,
    false,
    ['sign'],
  ),
  publicDer: createPublicKey(key).export({ type: 'spki', format: 'der' }),
})
