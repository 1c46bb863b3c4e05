import { expect, test } from 'vitest'
import { makeVault } from './vault.ts'

const key = (id: string, byte: number) => ({ id, key: Buffer.alloc(32, byte) })
const vault = makeVault([key('0001', 1)])

test('opens what it sealed, in the same context', () => {
  expect(vault.openText(vault.seal('pässword', 'credential/1/password'), 'credential/1/password')).toBe(
    'pässword',
  )
  expect(vault.open(vault.seal(Buffer.from([0, 255]), 'c'), 'c')).toEqual(Buffer.from([0, 255]))
  expect(vault.openText(vault.seal('', 'c'), 'c')).toBe('')
})

test('seals the same value differently every time, and never in clear', () => {
  const [one, other] = [vault.seal('password', 'c'), vault.seal('password', 'c')]
  expect(one.equals(other)).toBe(false)
  expect(one.includes('password')).toBe(false)
})

test('refuses what was moved to another place', () => {
  const sealed = vault.seal('password', 'credential/1/password')
  expect(() => vault.open(sealed, 'credential/2/password')).toThrow(
    expect.objectContaining({ code: 'credential/SealBroken' }),
  )
})

test('refuses every byte that was changed', () => {
  const sealed = vault.seal('password', 'c')
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed)
    changed[at] = (changed[at] ?? 0) ^ 1
    expect(() => vault.open(changed, 'c'), `byte ${at}`).toThrow(
      expect.objectContaining({ code: expect.stringMatching(/^credential\/(SealBroken|KeyMissing)$/) }),
    )
  }
  for (const length of [0, 1, 20, sealed.length - 1])
    expect(() => vault.open(sealed.subarray(0, length), 'c')).toThrow(
      expect.objectContaining({ code: 'credential/SealBroken' }),
    )
})

test('names the master key that is missing', () => {
  const other = makeVault([key('0002', 2)])
  expect(() => other.open(vault.seal('password', 'c'), 'c')).toThrow(
    expect.objectContaining({ code: 'credential/KeyMissing', data: { key: '0001' } }),
  )
})

test('after a rotation opens old and new, and once wrapped anew the old key is not needed', () => {
  const sealed = vault.seal('password', 'c')
  const both = makeVault([key('0002', 2), key('0001', 1)])
  expect(both.openText(sealed, 'c')).toBe('password')
  const wrapped = both.rewrap(sealed, 'c')
  expect(makeVault([key('0002', 2)]).openText(wrapped!, 'c')).toBe('password')
  expect(() => vault.open(wrapped!, 'c')).toThrow(expect.objectContaining({ code: 'credential/KeyMissing' }))
  expect(both.rewrap(wrapped!, 'c')).toBeUndefined()
})

test('wraps nothing anew that is not in its place', () => {
  const both = makeVault([key('0002', 2), key('0001', 1)])
  expect(() => both.rewrap(vault.seal('password', 'c'), 'd')).toThrow(
    expect.objectContaining({ code: 'credential/SealBroken' }),
  )
})

test('takes no key of another length and no id twice', () => {
  expect(() => makeVault([{ id: 'a', key: Buffer.alloc(16) }])).toThrow('32 bytes')
  expect(() => makeVault([key('a', 1), key('a', 2)])).toThrow('same id')
})
