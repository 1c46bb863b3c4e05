import { ansible, step } from '@slipway/domain'
import { expect, test } from 'vitest'
import { longestWay } from './expected.ts'

const one = (name: string, more: { after?: string[]; follows?: string } = {}) =>
  step(name, { on: 'hosts', run: ansible(name), verify: 'x', undo: { impossible: 'x' }, ...more })
const plan = {
  steps: [
    one('reach'),
    one('prepare', { follows: 'reach' }),
    one('init', { follows: 'prepare' }),
    one('join', { after: ['init'], follows: 'prepare' }),
    one('network', { after: ['init'] }),
    one('verify', { after: ['join', 'network'] }),
  ],
}

test('the time of a plan is that of its longest way', () => {
  const medians = { reach: 1, prepare: 2, init: 10, join: 5, network: 3, verify: 4 }
  expect(longestWay(plan, medians)).toEqual({ steps: medians, total: 22 })
})

test('a step that was never measured counts nothing, and is not named', () => {
  expect(longestWay(plan, { init: 10, other: 99 })).toEqual({ steps: { init: 10 }, total: 10 })
})

test('a plan of which nothing was ever measured has no time', () => {
  expect(longestWay(plan, {})).toEqual({ steps: {}, total: null })
})
