import { expect, test } from 'vitest'
import { readRange } from './range.ts'

test.each([
  ['bytes=0-0', { first: 0, last: 0 }],
  ['bytes=2-5', { first: 2, last: 5 }],
  ['bytes=4-', { first: 4, last: 9 }],
  ['bytes=8-99', { first: 8, last: 9 }],
  ['bytes=-3', { first: 7, last: 9 }],
  ['bytes=-99', { first: 0, last: 9 }],
])('%s of ten bytes is a part', (header, part) => {
  expect(readRange(header, 10)).toEqual(part)
})

test.each(['bytes=10-', 'bytes=10-12', 'bytes=-0'])('%s of ten bytes lies beyond the end', (header) => {
  expect(readRange(header, 10)).toBe('unsatisfiable')
})

test.each([undefined, '', 'bytes=-', 'bytes=0-1,4-5', 'lines=1-2', 'bytes=5-2', 'bytes=a-b'])(
  '%j means the whole',
  (header) => {
    expect(readRange(header, 10)).toBeUndefined()
  },
)
