import { createPublicKey, generateKeyPairSync } from 'node:crypto'
import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { expect, test } from 'vitest'
import { useFolder } from '../testing/folder.ts'
import { publicKeyOf, readPublicKey, readPublicKeyFile, signingKey, trustedKeys, trustKey } from './keys.ts'

const folder = useFolder()

test('the signing key is made once, for its owner alone, and trusted here', async () => {
  const first = await signingKey(folder.at('keys'))
  const path = folder.at('keys/signing.pem')
  expect((await stat(path)).mode & 0o777).toBe(0o600)
  const text = await readFile(path, 'utf8')
  const second = await signingKey(folder.at('keys'))
  expect(second.equals(first)).toBe(true)
  expect(await readFile(path, 'utf8')).toBe(text)
  expect((await trustedKeys(folder.at('keys'))).map(({ id }) => id)).toEqual([publicKeyOf(first).id])
})

test('callers that need the key at once get the same one', async () => {
  const keys = await Promise.all([1, 2, 3].map(() => signingKey(folder.at('keys'))))
  expect(new Set(keys.map((key) => publicKeyOf(key).id)).size).toBe(1)
})

test('the id of a key is the same from its private part, its public part and its file', async () => {
  const key = await signingKey(folder.at('keys'))
  const { id, pem } = publicKeyOf(key)
  expect(id).toMatch(/^[0-9a-f]{16}$/)
  expect(readPublicKey(pem, 'a.pub').id).toBe(id)
  expect((await readPublicKeyFile(folder.at(`keys/trusted/${id}.pub`))).id).toBe(id)
  expect(createPublicKey(pem).export({ type: 'spki', format: 'pem' })).toBe(pem)
})

test.each([
  ['half a key', '-----BEGIN PRIVATE KEY-----\nMC4CAQ'],
  ['an empty file', ''],
])('a signing key that became %s is refused, never replaced unasked', async (_, text) => {
  await mkdir(folder.at('keys'))
  await writeFile(folder.at('keys/signing.pem'), text)
  await expect(signingKey(folder.at('keys'))).rejects.toMatchObject({
    code: 'bundle/SigningKeyUnreadable',
    data: { path: folder.at('keys/signing.pem') },
  })
  expect(await readFile(folder.at('keys/signing.pem'), 'utf8')).toBe(text)
})

test('what a killed process left of a key that it was writing is not taken for the key', async () => {
  await mkdir(folder.at('keys'))
  await writeFile(folder.at('keys/signing.pem.new'), '-----BEGIN PRIV', { mode: 0o644 })
  await signingKey(folder.at('keys'))
  expect((await stat(folder.at('keys/signing.pem'))).mode & 0o777).toBe(0o600)
  expect(await readdir(folder.at('keys'))).not.toContain('signing.pem.new')
})

test('only an ed25519 key can be trusted, and what is refused is named', async () => {
  const { publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  await writeFile(folder.at('ec.pub'), publicKey.export({ type: 'spki', format: 'pem' }))
  await writeFile(folder.at('text.pub'), 'ssh-ed25519 AAAA')
  for (const name of ['ec.pub', 'text.pub', 'missing.pub'])
    await expect(readPublicKeyFile(folder.at(name))).rejects.toMatchObject({
      code: 'bundle/KeyUnreadable',
      data: { path: folder.at(name) },
    })
})

test('a key that is trusted stands in a file named by its id, and nobody is trusted at first', async () => {
  expect(await trustedKeys(folder.at('keys'))).toEqual([])
  const key = publicKeyOf(generateKeyPairSync('ed25519').privateKey)
  await trustKey(folder.at('keys'), key)
  await trustKey(folder.at('keys'), key)
  expect(await readdir(folder.at('keys/trusted'))).toEqual([`${key.id}.pub`])
})
