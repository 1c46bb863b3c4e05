import { sign, verify, type KeyObject } from 'node:crypto'
import { bundleProblems } from '../problems.ts'
import { publicKeyOf, type PublicKey } from './keys.ts'

export interface Signature {
  /** Id of the key that signed. */
  key: string
  /** base64 of the ed25519 signature (RFC 8032) of the manifest's bytes. */
  value: string
}

export const signBytes = (bytes: Uint8Array, privateKey: KeyObject): Signature => ({
  key: publicKeyOf(privateKey).id,
  value: sign(null, bytes, privateKey).toString('base64'),
})

/** Throws KeyUnknown if none of the trusted keys signed it, SignatureWrong if the bytes were changed. */
export const checkSignature = (
  version: string,
  bytes: Uint8Array,
  signature: Signature,
  trust: { keys: readonly PublicKey[]; folder: string },
): void => {
  const signer = trust.keys.find((key) => key.id === signature.key)
  if (!signer) throw bundleProblems.KeyUnknown({ version, key: signature.key, folder: trust.folder })
  if (!verify(null, bytes, signer.key, Buffer.from(signature.value, 'base64')))
    throw bundleProblems.SignatureWrong({ version, key: signature.key })
}
