import { expect, test } from 'vitest'
import { ansible, definePlan, kubernetes, step, type StepDraft } from './define.ts'
import type { Plan, Step } from '../index.ts'

const [a, b] = ['00000000-0000-4000-8000-00000000000a', '00000000-0000-4000-8000-00000000000b'] as const
const plain = { verify: 'done', undo: { impossible: 'no' } } as const
const onHosts = (name: string, more: Partial<StepDraft> = {}): Step =>
  step(name, { on: 'hosts', run: ansible(name), ...plain, ...more })
const plan = (steps: Step[], groups: Plan['groups'] = { hosts: [a], others: [b] }): Plan =>
  definePlan({
    verb: 'try',
    cluster: { id: '00000000-0000-4000-8000-000000000001', name: 'demo' },
    pins: { playbooks: 'f'.repeat(64) },
    claim: 'exclusive',
    takesOver: false,
    joins: [],
    hosts: { [a]: { name: 'one', address: '192.0.2.1' }, [b]: { name: 'two', address: '192.0.2.2' } },
    groups,
    variables: {},
    steps,
  })

test('a plan that is whole is given as it is', () => {
  const steps = [
    onHosts('first', { outputs: { hash: 'text' } }),
    onHosts('next', { follows: 'first', uses: { hash: ['first', 'hash'] } }),
    step('watch', { on: 'cluster', run: kubernetes('watch'), after: ['first'], serves: ['next'], ...plain }),
  ]
  expect(plan(steps)).toMatchObject({ schema: 1, steps })
})

test.each([
  ['two steps of one name', [onHosts('one'), onHosts('one')], /two steps are named one/],
  ['a group that is not there', [onHosts('one', { on: 'nobody' })], /group nobody/],
  ['an earlier step that is not there', [onHosts('one', { after: ['none'] })], /comes after none/],
  ['a served step that is not there', [onHosts('one', { serves: ['none'] })], /serves none/],
  [
    'a circle',
    [onHosts('one', { after: ['two'] }), onHosts('two', { after: ['one'] })],
    /wait for each other/,
  ],
  [
    'following on a host where the earlier step does not run',
    [onHosts('one'), onHosts('two', { on: 'others', follows: 'one' })],
    /follows one on a host where that does not run/,
  ],
  [
    'an output of a step that is not before it',
    [onHosts('one', { outputs: { hash: 'text' } }), onHosts('two', { uses: { hash: ['one', 'hash'] } })],
    /uses hash from one.hash/,
  ],
])('%s is a mistake of the plan’s author', (_, steps, message) => {
  expect(() => plan(steps)).toThrow(message)
})

test('a group’s host that the plan does not describe is a mistake of its author', () => {
  expect(() => plan([onHosts('one')], { hosts: ['00000000-0000-4000-8000-00000000000c'] })).toThrow(
    /does not describe/,
  )
})
