import { expect, test } from 'vitest'
import { retriesOf, retryDelaySeconds } from './retries.ts'

test('tries again by itself only where waiting may help', () => {
  expect(retriesOf({ code: 'host/Unreachable', data: {} })).toBe(2)
  expect(retriesOf({ code: 'run/Lost', data: {} })).toBe(2)
  expect(retriesOf({ code: 'host/LoginRefused', data: {} })).toBe(0)
})

test('waits longer before each retry, and never longer than a minute', () => {
  expect([1, 2, 3, 9].map(retryDelaySeconds)).toEqual([5, 15, 45, 60])
})
