import { ansible, before, step, targetsOf, type Failure } from '@slipway/domain'
import { openTestTemporal, useTemporal } from '@slipway/temporal/testing'
import { ApplicationFailure } from '@temporalio/common'
import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { planCreate } from '../operations/create/plan.ts'
import { sampleInput, samplePlan } from '../testing/samples.ts'
import { start, withWorkers } from './testing/engine.ts'
import { makeWorld, type Act, type World } from './testing/world.ts'

const temporal = useTemporal()
const createPlan = () => planCreate(sampleInput(2)).plan
const world = (act?: Act, plan = createPlan()): World => makeWorld(plan, act, () => temporal.client)
const run = (one: World) =>
  withWorkers(temporal.server.address, one, async () => (await start(temporal.client)).result())
const plain = { verify: 'done', undo: { impossible: 'no' } } as const
const taken: Failure = { code: 'preflight/PortTaken', data: { host: 'worker-2', port: 10250 } }

test('a plan runs to its end: every pair once, none before what it comes after', async () => {
  const plan = createPlan()
  const one = world(undefined, plan)
  await run(one)
  const name = (target: string) => plan.hosts[target]?.name ?? target
  const at = (event: string): number => one.events.indexOf(event)
  for (const each of plan.steps)
    for (const target of targetsOf(plan, each)) {
      const began = `begin ${each.name} ${name(target)}`
      expect(one.events.filter((event) => event === began)).toHaveLength(1)
      for (const earlier of before(each)) {
        const waitsFor = targetsOf(
          plan,
          plan.steps.find((other) => other.name === earlier)!,
        )
        for (const other of each.follows === earlier ? [target] : waitsFor)
          expect(at(`end ${earlier} ${name(other)}`), began).toBeLessThan(at(began))
      }
    }
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})

test('steps that do not wait for each other run side by side', async () => {
  // each of them ends only when the other has begun
  const one: World = world(async (name) => {
    if (name === 'network') await one.seen('begin join-workers worker-1')
    if (name === 'join-workers') await one.seen('begin network cluster')
  })
  await run(one)
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})

test('a slow host holds back no other', async () => {
  const one: World = world(async (name, host) => {
    if (name === 'runtime' && host === 'worker-2') await one.seen('end join-workers worker-1')
  })
  await run(one)
  expect(one.events.indexOf('end join-workers worker-1')).toBeLessThan(
    one.events.indexOf('end runtime worker-2'),
  )
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})

test('a step that takes two hosts at once never has three', async () => {
  let [now, most] = [0, 0]
  const one = world(
    async () => {
      most = Math.max(most, ++now)
      await Promise.resolve()
      now--
    },
    samplePlan(6, [step('a', { on: 'hosts', run: ansible('a'), atOnce: 2, ...plain })]),
  )
  await run(one)
  expect(one.events.filter((event) => event.startsWith('end a'))).toHaveLength(6)
  expect(most).toBeLessThanOrEqual(2)
  expect(one.lanes.every(({ targets }) => targets.length === 1)).toBe(true)
})

test('a host that fails ends the operation as failed, after all that does not need it', async () => {
  const one = world((name, host) => (name === 'preflight' && host === 'worker-2' ? taken : undefined))
  await expect(run(one)).rejects.toMatchObject({ cause: { type: 'preflight/PortTaken' } })
  expect(one.closed).toMatchObject([{ state: 'failed', failure: taken }])
  expect(one.events).toContain('end join-workers worker-1')
  expect(one.events).toContain('end network cluster')
  expect(one.events).not.toContain('begin prepare-host worker-2')
  expect(one.events).not.toContain('begin verify cluster')
})

test('what only waits for a step that failed is called off, and the failure is that of the step', async () => {
  const one: World = world(async (name, host) => {
    if (name === 'preflight' && host === 'worker-2') return taken
    if (name === 'serving-certificates') await new Promise(() => undefined)
    return undefined
  })
  await expect(run(one)).rejects.toMatchObject({ cause: { type: 'preflight/PortTaken' } })
  expect(one.events).toContain('cancelled serving-certificates')
  expect(one.events).toContain('end join-workers worker-1')
  expect(one.closed).toMatchObject([{ state: 'failed', failure: taken }])
})

test('a host that cannot be reached is tried again, and only it', async () => {
  const away: Failure = { code: 'host/Unreachable', data: { host: 'worker-1' } }
  const one = world((name, host, attempt) =>
    name === 'runtime' && host === 'worker-1' && attempt === 1 ? away : undefined,
  )
  await run(one)
  const count = (event: string): number => one.events.filter((each) => each === event).length
  expect([
    count('begin runtime worker-1'),
    count('begin runtime worker-2'),
    count('begin reach worker-1'),
  ]).toEqual([2, 1, 1])
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})

test('a database out of reach ends nothing: the activity is called again', async () => {
  const one = world()
  const { openOperation, platform } = one.activities
  let failures = 2
  const flaky =
    <Args extends unknown[], Result>(work: (...args: Args) => Promise<Result>) =>
    (...args: Args) =>
      failures-- > 0 ? Promise.reject(new Error('connection refused')) : work(...args)
  one.activities.openOperation = flaky(openOperation)
  one.activities.platform = flaky(platform)
  await run(one)
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})

test('what a tool refuses for good is the failure of its step', async () => {
  const one = world()
  one.activities.kubernetes = () =>
    Promise.reject(ApplicationFailure.nonRetryable('no', taken.code, taken.data))
  await expect(run(one)).rejects.toThrow()
  expect(one.closed).toMatchObject([{ state: 'failed', failure: taken }])
})

test('cancelled, it lets go of the hosts first and then closes as cancelled', async () => {
  const one = world((name) => (name === 'runtime' ? new Promise(() => undefined) : undefined))
  await withWorkers(temporal.server.address, one, async () => {
    const handle = await start(temporal.client)
    await Promise.all([one.seen('begin runtime cp-1'), one.seen('begin runtime worker-1')])
    await handle.cancel()
    await expect(handle.result()).rejects.toThrow()
    expect((await handle.describe()).status.name).toBe('CANCELLED')
  })
  expect(one.events.filter((event) => event.startsWith('cancelled'))).toHaveLength(2)
  expect(one.closed).toMatchObject([{ state: 'cancelled' }])
})

test('with all that Temporal knew gone, plan and ledger suffice: no finished pair runs again', async () => {
  const operationId = randomUUID()
  const open = Promise.withResolvers<void>()
  const lost = await openTestTemporal()
  let client = lost.client
  const one = makeWorld(
    createPlan(),
    (name) => (name === 'network' ? open.promise : undefined),
    () => client,
  )
  await withWorkers(lost.server.address, one, async () => {
    await start(lost.client, operationId)
    await one.seen('begin network cluster')
    await one.seen('end join-workers worker-2')
    await lost.client.workflow.getHandle(`operation/${operationId}`).terminate()
  }).finally(() => lost.close())
  open.resolve()
  client = temporal.client
  await withWorkers(temporal.server.address, one, async () =>
    (await start(temporal.client, operationId)).result(),
  )
  const again = one.events.filter(
    (event, index) => event.startsWith('begin') && one.events.indexOf(event) < index,
  )
  expect(again.filter((event) => !/ (network|serving-certificates) /.test(event))).toEqual([])
  expect(one.closed).toMatchObject([{ state: 'succeeded' }])
})
