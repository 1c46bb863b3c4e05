import { expect, test } from 'vitest'
import { duration, secondsBetween } from './time.ts'

test('durations are read in the two units that matter', () => {
  expect([0, 8.4, 65, 3599, 7800].map(duration)).toEqual([
    '0 s',
    '8 s',
    '1 min 05 s',
    '59 min 59 s',
    '2 h 10 min',
  ])
})

test('a clock that runs behind the platform shows no negative time', () => {
  expect(duration(secondsBetween('2026-01-01T00:00:05Z', '2026-01-01T00:00:00Z'))).toBe('0 s')
})
