import { useTemporal } from '@slipway/temporal/testing'
import { expect, test } from 'vitest'
import { planCreate } from '../operations/create/plan.ts'
import { sampleInput } from '../testing/samples.ts'
import { start, withWorkers } from './testing/engine.ts'
import { makeWorld } from './testing/world.ts'

// so few that a run of this plan reaches them more than once
const temporal = useTemporal({ dynamicConfig: { 'limit.historyCount.suggestContinueAsNew': 12 } })

test('a long history is continued as new, from the ledger alone: no pair runs twice', async () => {
  const world = makeWorld(planCreate(sampleInput(2)).plan, undefined, () => temporal.client)
  await withWorkers(temporal.server.address, world, async () => {
    const handle = await start(temporal.client)
    await handle.result()
    const first = temporal.client.workflow.getHandle(handle.workflowId, handle.firstExecutionRunId)
    expect((await first.describe()).status.name).toBe('CONTINUED_AS_NEW')
  })
  const begun = world.events.filter((event) => event.startsWith('begin'))
  expect(new Set(begun).size).toBe(begun.length)
  expect(world.events).toContain('end record cluster')
  expect(world.closed).toMatchObject([{ state: 'succeeded' }])
})
