import { expect, test } from 'vitest'
import { forksFor } from './command.ts'
import { makers } from './secrets.ts'
import { remaining } from './work.ts'

test('each host has left what the ledger does not have as finished', () => {
  const lane = { steps: ['reach', 'runtime', 'join'], targets: ['a', 'b', 'c'] }
  const left = remaining(lane, { reach: ['a', 'b', 'c'], runtime: ['a', 'c'], join: ['c'] })
  expect([...left]).toEqual([
    ['a', ['join']],
    ['b', ['runtime', 'join']],
  ])
})

test('all hosts at once, unless memory is short; one at least', () => {
  const gib = 1024 ** 3
  expect(forksFor(50, 16 * gib)).toBe(50)
  expect(forksFor(50, 2 * gib)).toBe(16)
  expect(forksFor(50, 0)).toBe(1)
  expect(forksFor(3, 64 * gib)).toBe(3)
})

test('secrets come in the forms that Kubernetes takes, and never twice', () => {
  expect(makers['bootstrap-token']()).toMatch(/^[a-z0-9]{6}\.[a-z0-9]{16}$/)
  expect(makers['certificate-key']()).toMatch(/^[0-9a-f]{64}$/)
  expect(Buffer.from(makers['encryption-key'](), 'base64')).toHaveLength(32)
  for (const make of Object.values(makers)) expect(make()).not.toBe(make())
})
