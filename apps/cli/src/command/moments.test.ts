import { expect, test } from 'vitest'
import { ago, between, duration, moment } from './moments.ts'

const at = '2026-11-21T14:40:03.250Z'

test('moments are to the second and say that they are UTC', () => {
  expect(moment(at)).toBe('2026-11-21 14:40:03Z')
  expect(between(at, '2026-11-21T14:41:04.250Z')).toBe(61)
})

test.each([
  [0.4, '0 s'],
  [59.4, '59 s'],
  [185, '3 min 5 s'],
  [7800, '2 h 10 min'],
  [-1, '0 s'],
])('%d seconds are read as %s', (seconds, text) => {
  expect(duration(seconds)).toBe(text)
})

test.each([
  [0, '0 s ago'],
  [-5, '0 s ago'],
  [61, '1 min ago'],
  [7300, '2 h ago'],
  [200_000, '2 d ago'],
])('what was seen %d seconds before is %s', (seconds, text) => {
  expect(ago(at, Date.parse(at) + seconds * 1000)).toBe(text)
})
