import { begin, cells, end, everything, findOperation, recordCluster } from '@slipway/persistence'
import { openTestDatabase, seed, type TestDatabase } from '@slipway/persistence/testing'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { closeOperation } from './close-operation.ts'
import { engineState } from './engine-state.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const em = () => database.fork(everything)

test('an operation is closed while its steps still write to the ledger, and neither waits for ever', async () => {
  for (let round = 0; round < 10; round += 1) {
    const { operation, cluster } = await seed(database)
    const pairs = Array.from({ length: 10 }, (_, n) => ({
      operation: operation.id,
      step: 's',
      target: `${n}`,
    }))
    await Promise.all(pairs.map((pair) => begin(em(), pair)))
    await Promise.all([
      ...pairs.map((pair) => end(em(), { ...pair, outcome: 'changed' })),
      closeOperation(database, { operationId: operation.id, state: 'succeeded' }),
      recordCluster(em(), cluster.id, { apiServers: [] }),
    ])
    expect(await findOperation(em(), operation.id)).toMatchObject({ state: 'succeeded' })
    expect((await cells(em(), operation.id)).filter(({ state }) => state === 'running')).toEqual([])
  }
})

test('what was under way at the end is said to have been interrupted; what had ended stays as it was', async () => {
  const { operation } = await seed(database)
  const pair = { operation: operation.id, step: 'reach' }
  await end(em(), { ...pair, target: 'a', outcome: 'changed' })
  await begin(em(), { ...pair, target: 'b' })
  const failure = { code: 'run/TaskFailed', data: { host: 'b' } }
  await closeOperation(database, { operationId: operation.id, state: 'failed', failure })
  await end(em(), { ...pair, target: 'b', outcome: 'changed' })
  expect(await cells(em(), operation.id)).toMatchObject([
    { target: 'a', state: 'changed' },
    { target: 'b', state: 'failed', failure: { code: 'operation/Interrupted' } },
  ])
  expect(await findOperation(em(), operation.id)).toMatchObject({ state: 'failed', failure })
})

test('the engine gets plan and finished pairs, and a final refusal once the operation has ended', async () => {
  const { operation } = await seed(database)
  await end(em(), { operation: operation.id, step: 'reach', target: 'a', outcome: 'same' })
  const { openOperation, closeOperation: close } = engineState(database)
  expect(await openOperation(operation.id)).toEqual({ plan: {}, finished: { reach: ['a'] } })
  await close({ operationId: operation.id, state: 'cancelled' })
  await expect(openOperation(operation.id)).rejects.toMatchObject({
    nonRetryable: true,
    type: 'operation/Ended',
    details: [{ operation: operation.id }],
  })
})
