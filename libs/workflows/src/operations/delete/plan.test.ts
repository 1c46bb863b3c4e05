import { words } from '@slipway/words'
import { expect, test } from 'vitest'
import { idOf, sampleHost } from '../../testing/samples.ts'
import type { DeleteInput } from './contract.ts'
import { planDelete } from './plan.ts'

const cluster = { id: idOf(0xc1), name: 'demo' }
const input = (changes: Partial<DeleteInput> = {}): DeleteInput => ({
  cluster,
  members: [
    { ...sampleHost(0, { cluster }), role: 'control-plane' },
    { ...sampleHost(1, { cluster }), role: 'worker' },
  ],
  removePackages: false,
  playbooks: 'a'.repeat(64),
  takesOver: false,
  ...changes,
})
const changed = (
  changes: Partial<DeleteInput['members'][number]>,
  rest: Partial<DeleteInput> = {},
): DeleteInput =>
  input({
    ...rest,
    members: input().members.map((one, index) => (index === 1 ? { ...one, ...changes } : one)),
  })

test('every member is put back, then the cluster is forgotten', () => {
  const { plan, findings } = planDelete(input())
  expect(plan.steps.map(({ name, on, after }) => [name, on, after])).toEqual([
    ['reset-hosts', 'members', []],
    ['forget', 'cluster', ['reset-hosts']],
  ])
  expect(plan.groups.members).toEqual([idOf(0), idOf(1)])
  expect(findings).toEqual([])
})

test('packages that Slipway installed go only by choice', () => {
  const removes = (removePackages: boolean) =>
    planDelete(input({ removePackages })).plan.steps[0]?.run.arguments
  expect(removes(false)).toEqual({ remove_packages: false })
  expect(removes(true)).toEqual({ remove_packages: true })
})

test('a cluster that never got members is forgotten all the same', () => {
  expect(planDelete(input({ members: [] })).plan.steps.map(({ name }) => name)).toEqual(['forget'])
})

test('it needs no bundle, so that a cluster can go whose bundle is gone', () => {
  expect(planDelete(input()).plan.pins).toEqual({ playbooks: 'a'.repeat(64) })
})

test('an operation on a member stands in the way, unless delete takes over', () => {
  const busy = { openOperation: idOf(0x0b) }
  expect(planDelete(changed(busy)).findings).toMatchObject([
    { severity: 'blocker', code: 'preflight/HostBusy' },
  ])
  const takingOver = planDelete(changed(busy, { takesOver: true }))
  expect(takingOver.findings).toEqual([])
  expect(takingOver.plan.takesOver).toBe(true)
})

test('a member that was never seen is a warning: deleting is possible from any state', () => {
  const { findings } = planDelete(changed({ facts: null }))
  expect(findings).toMatchObject([{ severity: 'warning', code: 'preflight/NotSeenForReset', host: idOf(1) }])
  expect(words('zh', findings[0]!.code, findings[0]!.data).what).toContain('worker-1')
})

test('a host that another cluster has meanwhile is never reset', () => {
  const { findings } = planDelete(changed({ cluster: { id: idOf(0xc2), name: 'other' } }))
  expect(findings).toMatchObject([{ severity: 'blocker', code: 'preflight/InOtherCluster' }])
})
