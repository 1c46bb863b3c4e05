import { everything, findHost, findOperation, openOperations } from '@slipway/persistence'
import { workflowIdOf } from '@slipway/workflows'
import { useTemporal } from '@slipway/temporal/testing'
import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { closeOperation } from '../engine/close-operation.ts'
import { openOperation } from '../engine/open-operation.ts'
import { requestFacts } from '../requests/facts.ts'
import { startOperation } from '../start/start-operation.ts'
import { openSite, openWorld, planCreate, type Site, type World } from '../testing/world.ts'
import { sweep } from './sweep.ts'

const temporal = useTemporal()
let world: World
let site: Site
beforeAll(async () => {
  world = await openWorld(temporal.client)
})
beforeEach(async () => {
  for (const { id } of await openOperations(em()))
    await closeOperation(world.database, { operationId: id, state: 'cancelled' })
  site = await openSite(world)
})
afterAll(() => world.close())

const em = () => world.database.fork(everything)
const workflowOf = (id: string) => temporal.client.workflow.getHandle(workflowIdOf(id))

/** A client whose server is not there. */
const unreachable = async <Result>(work: (client: Client) => Promise<Result>): Promise<Result> => {
  const connection = Connection.lazy({ address: '127.0.0.1:1', connectTimeout: 100 })
  try {
    return await work(new Client({ connection }))
  } finally {
    await connection.close()
  }
}

const startWithoutTemporal = async () => {
  const plan = await planCreate(world, site)
  return unreachable((client) =>
    startOperation({ ...world, temporal: client }, { planHash: plan.hash, actor: site.actor }),
  )
}

test('an operation that was committed while Temporal was away is started by the sweep, once', async () => {
  const operation = await startWithoutTemporal()
  expect(world.unstarted).toHaveLength(1)
  await expect(workflowOf(operation.id).describe()).rejects.toThrow()
  expect((await sweep(world.database, temporal.client)).operations).toEqual([operation.id])
  expect((await sweep(world.database, temporal.client)).operations).toEqual([])
  expect((await workflowOf(operation.id).describe()).status.name).toBe('RUNNING')
})

test('many sweeps at once start it once', async () => {
  const operation = await startWithoutTemporal()
  const swept = await Promise.all([1, 2, 3, 4].map(() => sweep(world.database, temporal.client)))
  expect(swept.flatMap(({ operations }) => operations)).toEqual([operation.id])
})

test('an operation whose workflow somebody terminated goes on; one that has ended does not', async () => {
  const operation = await startWithoutTemporal()
  await sweep(world.database, temporal.client)
  await workflowOf(operation.id).terminate()
  expect((await sweep(world.database, temporal.client)).operations).toEqual([operation.id])
  await workflowOf(operation.id).terminate()
  await closeOperation(world.database, { operationId: operation.id, state: 'failed' })
  expect((await sweep(world.database, temporal.client)).operations).toEqual([])
  await expect(openOperation(world.database, operation.id)).rejects.toMatchObject({ code: 'operation/Ended' })
  expect(await findOperation(em(), operation.id)).toMatchObject({ state: 'failed' })
})

test('facts that were asked for while Temporal was away are asked for by the sweep', async () => {
  const [host] = site.hosts
  const stranger = await openSite(world)
  await unreachable((client) =>
    requestFacts(
      { ...world, temporal: client },
      { hosts: [host!.id, stranger.hosts[0]!.id], actor: site.actor },
    ),
  )
  expect(await findHost(em(), host!.id)).toMatchObject({ gatheringSince: expect.any(Date) })
  expect(await findHost(em(), stranger.hosts[0]!.id)).toMatchObject({ gatheringSince: null })
  expect((await sweep(world.database, temporal.client)).hosts).toEqual([host!.id])
  await requestFacts(world, { hosts: [host!.id], actor: site.actor })
  expect((await sweep(world.database, temporal.client)).hosts).toEqual([])
})
