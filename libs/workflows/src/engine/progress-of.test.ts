import { targetsOf } from '@slipway/domain'
import { expect, test } from 'vitest'
import { planCreate } from '../operations/create/plan.ts'
import { idOf, sampleInput } from '../testing/samples.ts'
import { finishedPairs, progressOf } from './progress-of.ts'

test('what is finished is told with each target once, and read as it was', () => {
  const finished = { reach: ['a', 'b', 'c'], runtime: ['a', 'c'], verify: ['cluster'] }
  const progress = progressOf({ groups: {}, steps: [] }, finished)
  expect(progress.finished).toEqual({ 'reach runtime': ['a', 'c'], reach: ['b'], verify: ['cluster'] })
  const read = Object.fromEntries(finishedPairs(progress))
  expect({ ...read, reach: read.reach?.toSorted() }).toEqual(finished)
})

test('an operation of which nothing is finished starts with nothing', () => {
  const progress = progressOf({ groups: {}, steps: [] }, {})
  expect([progress.finished, finishedPairs(progress).size]).toEqual([{}, 0])
})

test('steps by themselves, as an earlier release told them, are read too', () => {
  const read = finishedPairs({ finished: { reach: ['a', 'b'], runtime: ['a'] } })
  expect(Object.fromEntries(read)).toEqual({ reach: ['a', 'b'], runtime: ['a'] })
})

test('a thousand hosts, each at a place of its own, start from less than Temporal warns of in one payload', () => {
  const { plan } = planCreate(sampleInput(999))
  const finished = Object.fromEntries(
    plan.steps.map((step, place) => [
      step.name,
      targetsOf(plan, step).filter((target, number) => target === idOf(0) || number % 8 >= place),
    ]),
  )
  const bytes = (value: unknown): number => Buffer.byteLength(JSON.stringify(value))
  expect(bytes({ plan, finished })).toBeGreaterThan(256 * 2 ** 10)
  expect(bytes(progressOf(plan, finished))).toBeLessThan(128 * 2 ** 10)
})
