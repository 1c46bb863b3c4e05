import { expect, test } from 'vitest'
import { hashPassword, isPassword, refuseSlowly } from './password.ts'

test('a password is known again by its hash, and no other is taken for it', async () => {
  const stored = await hashPassword('correct horse')
  expect(stored).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  expect(stored).not.toContain('horse')
  expect(await isPassword('correct horse', stored)).toBe(true)
  expect(await isPassword('correct horsE', stored)).toBe(false)
})

test('the same password has another hash each time', async () => {
  expect(await hashPassword('same')).not.toBe(await hashPassword('same'))
})

test('a hash of other costs is checked by its own', async () => {
  const { argon2Sync } = await import('node:crypto')
  const salt = Buffer.from('saltsaltsaltsalt')
  const hash = argon2Sync('argon2id', {
    message: 'password',
    nonce: salt,
    tagLength: 32,
    memory: 64,
    passes: 1,
    parallelism: 1,
  })
  const text = (bytes: Buffer) => bytes.toString('base64').replace(/=+$/, '')
  const stored = `$argon2id$v=19$m=64,t=1,p=1$${text(salt)}$${text(hash)}`
  expect(await isPassword('password', stored)).toBe(true)
  expect(await isPassword('passwort', stored)).toBe(false)
})

test('a stored hash of an unknown form is an error, not a wrong password', async () => {
  await expect(isPassword('any', '$2b$10$abc')).rejects.toThrow('unknown form')
})

test('nobody has no password', async () => {
  expect(await refuseSlowly('')).toBe(false)
})
