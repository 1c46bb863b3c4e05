import { refuse } from '@slipway/domain'
import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto'

/** A key of 32 bytes that wraps the key of each value; the id is carried by what it sealed. */
export interface MasterKey {
  id: string
  key: Buffer
}

/**
 * Envelope encryption: every value has a key of its own (AES-256-GCM), which the master key wraps. The context says
 * what the value is for and where it stands, as in `credential/<id>/password`; it is authenticated, so that a sealed
 * value that was moved to another place does not open there.
 */
export interface Vault {
  /** The id of the key that seals; others open. */
  readonly keyId: string
  seal(plaintext: string | Uint8Array, context: string): Buffer
  /** Throws `credential/KeyMissing`, or `credential/SealBroken` for other bytes or another context. */
  open(sealed: Uint8Array, context: string): Buffer
  openText(sealed: Uint8Array, context: string): string
  /** Under the key that seals now; the value's own key and bytes stay. Undefined where it is so already. */
  rewrap(sealed: Uint8Array, context: string): Buffer | undefined
}

const format = 1
const algorithm = 'aes-256-gcm'
const [ivBytes, keyBytes, tagBytes] = [12, 32, 16]
const wrappedBytes = ivBytes + keyBytes + tagBytes

/** The first key seals; all of them open. */
export const makeVault = (keys: readonly [MasterKey, ...MasterKey[]]): Vault => {
  const byId = new Map(keys.map((key) => [key.id, key]))
  if (byId.size < keys.length) throw new Error('two master keys have the same id')
  for (const { id, key } of keys) {
    if (key.length !== keyBytes) throw new Error(`master key ${id} has not ${keyBytes} bytes`)
    if (!/^[\w.-]{1,64}$/.test(id))
      throw new Error('the id of a master key is 1 to 64 letters, digits, . _ or -')
  }
  const [current] = keys

  const unwrap = ({ keyId, wrapped }: Parts, context: string): Buffer => {
    const master = byId.get(keyId)
    if (!master) throw refuse('unavailable', 'credential/KeyMissing', { key: keyId })
    return decrypt(master.key, wrapped, `key/${keyId}/${context}`, context)
  }
  const wrap = (key: Buffer, context: string): Buffer =>
    Buffer.concat([headerOf(current.id), encrypt(current.key, key, `key/${current.id}/${context}`)])
  const open = (sealed: Uint8Array, context: string): Buffer => {
    const parts = split(sealed, context)
    return decrypt(unwrap(parts, context), parts.value, `value/${context}`, context)
  }

  return {
    keyId: current.id,
    seal: (plaintext, context) => {
      const key = randomBytes(keyBytes)
      return Buffer.concat([wrap(key, context), encrypt(key, Buffer.from(plaintext), `value/${context}`)])
    },
    open,
    openText: (sealed, context) => open(sealed, context).toString('utf8'),
    rewrap: (sealed, context) => {
      const parts = split(sealed, context)
      if (parts.keyId === current.id) return undefined
      return Buffer.concat([wrap(unwrap(parts, context), context), parts.value])
    },
  }
}

interface Parts {
  keyId: string
  wrapped: Buffer
  value: Buffer
}

/** format, length of the id, id; then the wrapped key, then the value. */
const headerOf = (keyId: string): Buffer =>
  Buffer.concat([Buffer.from([format, keyId.length]), Buffer.from(keyId)])

const split = (sealed: Uint8Array, context: string): Parts => {
  const bytes = Buffer.from(sealed)
  const start = 2 + (bytes[1] ?? 0)
  if (bytes[0] !== format || bytes.length < start + wrappedBytes + ivBytes + tagBytes) throw broken(context)
  return {
    keyId: bytes.toString('utf8', 2, start),
    wrapped: bytes.subarray(start, start + wrappedBytes),
    value: bytes.subarray(start + wrappedBytes),
  }
}

const encrypt = (key: Buffer, plaintext: Buffer, aad: string): Buffer => {
  const iv = randomBytes(ivBytes)
  const cipher = createCipheriv(algorithm, key, iv, { authTagLength: tagBytes }).setAAD(Buffer.from(aad))
  return Buffer.concat([iv, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()])
}

const decrypt = (key: Buffer, sealed: Buffer, aad: string, context: string): Buffer => {
  const decipher = createDecipheriv(algorithm, key, sealed.subarray(0, ivBytes), { authTagLength: tagBytes })
  decipher.setAAD(Buffer.from(aad)).setAuthTag(sealed.subarray(-tagBytes))
  try {
    return Buffer.concat([decipher.update(sealed.subarray(ivBytes, -tagBytes)), decipher.final()])
  } catch {
    throw broken(context)
  }
}

const broken = (context: string) => refuse('damaged', 'credential/SealBroken', { context })
