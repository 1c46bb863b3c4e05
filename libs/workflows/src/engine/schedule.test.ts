import { ansible, kubernetes, step, type Failure, type Plan, type StepResult } from '@slipway/domain'
import { expect, test } from 'vitest'
import { planCreate } from '../operations/create/plan.ts'
import { idOf, sampleInput, samplePlan } from '../testing/samples.ts'
import type { Lane } from './contract.ts'
import { openSchedule, type Schedule } from './schedule.ts'

const open = (plan: Plan, finished: Record<string, string[]> = {}): Schedule =>
  openSchedule('operation', { plan, finished })
const plain = { verify: 'done', undo: { impossible: 'no' } } as const
const all = (lane: Lane): StepResult[] =>
  lane.targets.flatMap((target) =>
    lane.steps.map((name) => ({ step: name, target, outcome: 'changed' as const })),
  )
const failing = (lane: Lane, at: string, failure: Failure): StepResult[] =>
  lane.targets.flatMap((target) => [
    ...lane.steps
      .slice(0, lane.steps.indexOf(at))
      .map((name) => ({ step: name, target, outcome: 'changed' as const })),
    { step: at, target, outcome: 'failed' as const, failure },
  ])
const shown = (lanes: Lane[]): string[] =>
  lanes.map(({ steps, targets }) => `${steps.join('>')} x${targets.length}`)
const broken: Failure = { code: 'run/TaskFailed', data: {} }
const away: Failure = { code: 'host/Unreachable', data: {} }
const chain = (): Plan =>
  samplePlan(3, [
    step('a', { on: 'hosts', run: ansible('a'), ...plain }),
    step('b', { on: 'hosts', run: ansible('b'), follows: 'a', ...plain }),
    step('c', { on: 'rest', run: ansible('c'), follows: 'b', ...plain }),
  ])

test('what serves a step that cannot be finished waits in vain once nothing else is left to do', () => {
  const schedule = open(
    samplePlan(2, [
      step('watch', { on: 'cluster', run: kubernetes('watch'), serves: ['join'], ...plain }),
      step('join', { on: 'hosts', run: ansible('join'), ...plain }),
    ]),
  )
  const [watch, join] = schedule.take() as [Lane, Lane]
  expect(schedule.inVain([watch, join])).toEqual([])
  const [pause] = schedule.end(join, failing(join, 'join', away))
  expect(schedule.inVain([watch])).toEqual([]) // it is tried again
  schedule.again(pause!)
  const [again] = schedule.take() as [Lane]
  schedule.end(again, failing(again, 'join', broken))
  expect(schedule.inVain([watch])).toEqual([watch])
})

test('what serves a step that is finished does not wait in vain', () => {
  const schedule = open(
    samplePlan(2, [
      step('watch', { on: 'cluster', run: kubernetes('watch'), serves: ['join'], ...plain }),
      step('join', { on: 'hosts', run: ansible('join'), ...plain }),
    ]),
  )
  const [watch, join] = schedule.take() as [Lane, Lane]
  schedule.end(join, all(join))
  expect(schedule.inVain([watch])).toEqual([])
})

test('a new cluster: hosts go their whole way in one run, the first control plane on to its own step', () => {
  const schedule = open(planCreate(sampleInput(2)).plan)
  const lanes = schedule.take()
  expect(shown(lanes)).toEqual([
    'reach>preflight>prepare-host>runtime>artifacts>balancer>init-control-plane x1',
    'reach>preflight>prepare-host>runtime>artifacts>balancer x2',
  ])
  expect(schedule.take()).toEqual([])
  const [first, others] = lanes as [Lane, Lane]
  schedule.end(first, all(first))
  const [access] = schedule.take()
  expect(access?.steps).toEqual(['collect-access'])
  schedule.end(others, all(others))
  expect(shown(schedule.take())).toEqual(['join-workers x2'])
  schedule.end(access!, all(access!))
  expect(shown(schedule.take())).toEqual(['network x1', 'serving-certificates x1'])
})

test('a host that is done before the others goes on without them', () => {
  const schedule = open(planCreate(sampleInput(2)).plan)
  const [first, others] = schedule.take() as [Lane, Lane]
  schedule.end(first, all(first))
  schedule.take()
  schedule.advance([{ step: 'balancer', target: idOf(2), outcome: 'changed' }], [others])
  expect(schedule.take()).toEqual([{ operationId: 'operation', steps: ['join-workers'], targets: [idOf(2)] }])
  schedule.end(others, all(others))
  expect(schedule.take().map(({ targets }) => targets)).toEqual([[idOf(1)]])
})

test('a step begins on no target before what it comes after is finished on all', () => {
  const schedule = open(
    samplePlan(2, [
      step('a', { on: 'hosts', run: ansible('a'), ...plain }),
      step('b', { on: 'first', run: ansible('b'), after: ['a'], ...plain }),
    ]),
  )
  const [lane] = schedule.take() as [Lane]
  schedule.advance([{ step: 'a', target: idOf(0), outcome: 'same' }], [lane])
  expect(schedule.take()).toEqual([])
  schedule.end(lane, all(lane))
  expect(shown(schedule.take())).toEqual(['b x1'])
})

test('a step that takes two hosts at once never has more, and goes on as each ends', () => {
  const schedule = open(samplePlan(5, [step('a', { on: 'hosts', run: ansible('a'), atOnce: 2, ...plain })]))
  const running = schedule.take()
  expect(shown(running)).toEqual(['a x1', 'a x1'])
  expect(schedule.take()).toEqual([])
  schedule.end(running[0]!, all(running[0]!))
  expect(shown(schedule.take())).toEqual(['a x1'])
})

test('a lane ends where the next step limits its number or is done by another tool', () => {
  const limited = samplePlan(2, [
    step('a', { on: 'hosts', run: ansible('a'), ...plain }),
    step('b', { on: 'hosts', run: ansible('b'), follows: 'a', atOnce: 1, ...plain }),
  ])
  expect(shown(open(limited).take())).toEqual(['a x2'])
  const other = samplePlan(2, [
    step('a', { on: 'hosts', run: ansible('a'), ...plain }),
    step('b', { on: 'hosts', run: kubernetes('b'), follows: 'a', ...plain }),
  ])
  expect(shown(open(other).take())).toEqual(['a x2'])
})

test('a lane takes at most fifty hosts, in parts of nearly the same size', () => {
  const plan = samplePlan(101, [step('a', { on: 'hosts', run: ansible('a'), ...plain })])
  expect(
    open(plan)
      .take()
      .map(({ targets }) => targets.length),
  ).toEqual([33, 34, 34])
})

test('what the ledger says is finished does not run again', () => {
  const schedule = open(chain(), { a: [idOf(0), idOf(1), idOf(2)], b: [idOf(0), idOf(1)], c: [idOf(1)] })
  expect(schedule.take()).toEqual([{ operationId: 'operation', steps: ['b', 'c'], targets: [idOf(2)] }])
})

test('a plan of which everything is finished has nothing more to do', () => {
  const everyone = [idOf(0), idOf(1), idOf(2)]
  const schedule = open(chain(), { a: everyone, b: everyone, c: everyone.slice(1) })
  expect([schedule.take(), schedule.hasMore(), schedule.isFinished()]).toEqual([[], false, true])
})

test('a host that fails stops alone; what depends on it never begins, and its failure is the operation’s', () => {
  const schedule = open(planCreate(sampleInput(2)).plan)
  const [first, others] = schedule.take() as [Lane, Lane]
  const [one, two] = others.targets.map((target) => ({ ...others, targets: [target] })) as [Lane, Lane]
  expect(schedule.end(others, [...failing(one, 'preflight', broken), ...all(two)])).toEqual([])
  schedule.end(first, all(first))
  const next = schedule.take()
  expect(shown(next)).toEqual(['collect-access x1', 'join-workers x1'])
  for (const lane of next) schedule.end(lane, all(lane))
  for (let rest = schedule.take(); rest.length > 0; rest = schedule.take())
    for (const lane of rest) schedule.end(lane, all(lane))
  expect([schedule.hasMore(), schedule.isFinished()]).toEqual([false, false])
  expect(schedule.failure()).toEqual(broken)
})

test('an unreachable host is tried again twice, each time later, from where it stopped; then it has failed', () => {
  const schedule = open(chain())
  const [lane] = schedule.take().filter(({ targets }) => targets.includes(idOf(0))) as [Lane]
  const once = schedule.end(lane, failing(lane, 'b', away))
  expect(once).toEqual([{ seconds: 5, pairs: [{ step: 'b', target: idOf(0) }] }])
  expect([shown(schedule.take()), schedule.hasMore()]).toEqual([[], true])
  schedule.again(once[0]!)
  const [second] = schedule.take() as [Lane]
  expect(second).toEqual({ operationId: 'operation', steps: ['b'], targets: [idOf(0)] })
  const twice = schedule.end(second, failing(second, 'b', away))
  expect(twice.map(({ seconds }) => seconds)).toEqual([15])
  schedule.again(twice[0]!)
  const [third] = schedule.take() as [Lane]
  expect(schedule.end(third, failing(third, 'b', away))).toEqual([])
  expect(schedule.failure()).toEqual(away)
})

test('a retry that succeeds leaves no failure', () => {
  const schedule = open(samplePlan(1, [step('a', { on: 'hosts', run: ansible('a'), ...plain })]))
  const [lane] = schedule.take() as [Lane]
  for (const retry of schedule.end(lane, failing(lane, 'a', away))) schedule.again(retry)
  const [again] = schedule.take() as [Lane]
  schedule.end(again, all(again))
  expect([schedule.isFinished(), schedule.failure()]).toEqual([true, undefined])
})

test('a pair that a tool says nothing of is lost, and tried again', () => {
  const schedule = open(samplePlan(1, [step('a', { on: 'hosts', run: ansible('a'), ...plain })]))
  const [lane] = schedule.take() as [Lane]
  expect(schedule.end(lane, [])).toMatchObject([{ pairs: [{ step: 'a' }] }])
})

test('the same results told twice change nothing', () => {
  const schedule = open(chain())
  const lanes = schedule.take()
  for (const lane of lanes) schedule.advance(all(lane), lanes)
  for (const lane of lanes) schedule.end(lane, all(lane))
  for (const lane of lanes) schedule.advance(all(lane), [])
  expect([schedule.take(), schedule.isFinished()]).toEqual([[], true])
})

test('a thousand hosts by twenty steps, told host by host: each pair runs once', () => {
  const steps = Array.from({ length: 20 }, (_, number) =>
    step(`s${number}`, {
      on: 'hosts',
      run: ansible(`s${number}`),
      ...(number > 0 && { follows: `s${number - 1}` }),
      ...plain,
    }),
  )
  const schedule = open(samplePlan(1000, steps))
  const lanes = schedule.take()
  expect(lanes).toHaveLength(20)
  let told = 0
  for (const lane of lanes) {
    for (const target of lane.targets) {
      schedule.advance([{ step: 's19', target, outcome: 'changed' }], lanes)
      told += schedule.take().length
    }
    schedule.end(lane, all(lane))
  }
  expect([told, schedule.isFinished()]).toEqual([0, true])
})
