import { expect, test } from 'vitest'
import { closingLine } from './create.ts'
import { createOptions } from './options.ts'

test('one slow run does not decide the ratio', () => {
  expect(closingLine('1+2', [44, 40, 90], [40, 39, 41])).toBe(
    'create 1+2: slipway 44.0 s, by hand 40.0 s, ratio 1.10',
  )
})

test('without arguments it makes one control plane and two workers three times each', () => {
  expect(createOptions([])).toEqual({ runs: 3, workers: 2, version: '1.36.3' })
})

test('refuses what it does not know', () => {
  expect(() => createOptions(['--runs', 'many'])).toThrow()
})
