import { expect, test } from 'vitest'
import { floorOptions } from './options.ts'

test('without arguments it measures one control plane and two workers three times', () => {
  expect(floorOptions([])).toMatchObject({ upgrade: false, runs: 3, controlPlanes: 1, workers: 2 })
})

test('an upgrade is measured once on one control plane and one worker', () => {
  expect(floorOptions(['--upgrade'])).toMatchObject({ upgrade: true, runs: 1, controlPlanes: 1, workers: 1 })
})

test.each([[['--runs', '0']], [['--workers', 'two']], [['--unheard-of']]])('refuses %j', (argv) => {
  expect(() => floorOptions(argv)).toThrow()
})
