import { expect, test } from 'vitest'
import { closingLine } from './closing-line.ts'
import { limitsTouched } from './limits.ts'
import type { Measured } from './measure.ts'
import { engineOptions } from './options.ts'

const measured = (hosts: number, seconds: number, events = 100, bytes = 1_000_000): Measured => ({
  ...{ hosts, seconds, planBytes: 1000, pairs: hosts, lanes: 1 },
  history: { events, bytes, longest: { events, bytes }, runs: 1, payload: 1000 },
})

test('the last line is about the most hosts: median seconds, the longest history, time per host over that before', () => {
  const runs = [
    ...[measured(10, 9), measured(100, 1), measured(100, 1.2), measured(100, 50)],
    ...[measured(1000, 8, 220, 1_500_000), measured(1000, 9, 260, 1_640_000), measured(1000, 90, 250)],
  ]
  expect(closingLine(runs)).toBe('engine: 1000 hosts 9.0 s, 260 events, 1.6 MB history, slope 0.75')
})

test('a plan that takes longer per host than a smaller one has a slope above one', () => {
  expect(closingLine([measured(1000, 24), measured(100, 2)])).toMatch(/slope 1\.20$/)
})

test('below every limit nothing is said', () => {
  expect(limitsTouched(measured(1000, 9))).toEqual([])
})

test('each limit that is reached is named with its value, for one run of the workflow', () => {
  const { history, ...rest } = measured(1000, 9, 30_000, 30_000_000)
  const longest = { events: 10_240, bytes: 5_000_000 }
  expect(
    limitsTouched({ ...rest, planBytes: 262_144, history: { ...history, longest, payload: 300_000 } }),
  ).toEqual([
    '1000 hosts: 10240 events in a history, where 10240 is the limit',
    '1000 hosts: 300000 bytes of a payload, where 262144 is the limit',
    '1000 hosts: 262144 bytes of the plan, where 262144 is the limit',
  ])
})

test('without arguments it runs plans of 10, 100 and 1,000 hosts three times each', () => {
  expect(engineOptions([])).toEqual({ hosts: [10, 100, 1000], runs: 3, telling: 'lanes' })
})

test('numbers of hosts are taken in any order, each once', () => {
  expect(engineOptions(['--hosts', '300,20,300']).hosts).toEqual([20, 300])
})

test.each([
  [['--hosts', '10']],
  [['--hosts', '1,10']],
  [['--hosts', '10,1002']],
  [['--hosts', '10,many']],
  [['--hosts', '10,,20']],
  [['--runs', '0']],
  [['--telling', 'nobody']],
  [['--unheard-of']],
])('refuses %j', (argv) => {
  expect(() => engineOptions(argv)).toThrow()
})
