import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { publicKeyOf } from './keys.ts'
import { checkSignature, signBytes } from './sign.ts'

const { privateKey } = generateKeyPairSync('ed25519')
const trust = { keys: [publicKeyOf(privateKey)], folder: '/keys' }
const bytes = Buffer.from('the manifest')
const signature = signBytes(bytes, privateKey)

test('the bytes that were signed are accepted', () => {
  expect(() => {
    checkSignature('1.36.3', bytes, signature, trust)
  }).not.toThrow()
})

test('bytes that were changed after signing are refused, by version and key', () => {
  expect(() => {
    checkSignature('1.36.3', Buffer.from('the manifesT'), signature, trust)
  }).toThrow(
    expect.objectContaining({
      code: 'bundle/SignatureWrong',
      data: { version: '1.36.3', key: trust.keys[0]?.id },
    }) as Error,
  )
})

test.each([
  ['of another key', signBytes(bytes, generateKeyPairSync('ed25519').privateKey).value],
  ['cut short', signature.value.slice(0, 40)],
  ['empty', ''],
])('a signature that is %s is refused', (_, value) => {
  expect(() => {
    checkSignature('1.36.3', bytes, { ...signature, value }, trust)
  }).toThrow(expect.objectContaining({ code: 'bundle/SignatureWrong' }) as Error)
})

test('a key that nobody trusted is refused by its id, and the folder of trusted keys is named', () => {
  const stranger = generateKeyPairSync('ed25519').privateKey
  expect(() => {
    checkSignature('1.36.3', bytes, signBytes(bytes, stranger), trust)
  }).toThrow(
    expect.objectContaining({
      code: 'bundle/KeyUnknown',
      data: { version: '1.36.3', key: publicKeyOf(stranger).id, folder: '/keys' },
    }) as Error,
  )
})
