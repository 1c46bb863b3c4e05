import { useTemporal } from '@slipway/temporal/testing'
import { ApplicationFailure } from '@temporalio/common'
import { NativeConnection, Worker } from '@temporalio/worker'
import { expect, test } from 'vitest'
import { taskQueues } from '../engine/contract.ts'
import { workflowCode } from '../engine/testing/engine.ts'
import type { RequestActivities } from './contract.ts'

const temporal = useTemporal()
const call = async (workflow: string, args: unknown[], activities: Partial<RequestActivities>) => {
  const connection = await NativeConnection.connect({ address: temporal.server.address })
  try {
    const options = { connection, taskQueue: taskQueues.control, workflowBundle: await workflowCode() }
    const worker = await Worker.create({ ...options, activities })
    return await worker.runUntil(
      temporal.client.workflow.execute(workflow, {
        workflowId: workflow,
        taskQueue: taskQueues.control,
        args,
      }),
    )
  } finally {
    await connection.close()
  }
}

test('a host is looked at by its id', async () => {
  const seen: string[] = []
  await call('gatherHostFacts', ['host-1'], { gatherFacts: async (id) => void seen.push(id) })
  expect(seen).toEqual(['host-1'])
})

test('a signed access gives certificate and authority', async () => {
  const request = { accessId: 'access-1', signingRequest: 'PEM' }
  const signed = { certificate: 'of access-1', authority: 'of the cluster' }
  expect(await call('signClusterAccess', [request], { signAccess: async () => signed })).toEqual(signed)
})

test('an access is revoked, and tried again where the cluster did not answer', async () => {
  let calls = 0
  await call('revokeClusterAccess', ['access-1'], {
    revokeAccess: async () => {
      if (++calls === 1) throw new Error('connection refused')
    },
  })
  expect(calls).toBe(2)
})

test('what is refused for good is told with its code at once', async () => {
  const refused = call('signClusterAccess', [{ accessId: 'a', signingRequest: 'b' }], {
    signAccess: () => Promise.reject(ApplicationFailure.nonRetryable('no', 'access/ClusterGone')),
  })
  await expect(refused).rejects.toMatchObject({ cause: { cause: { type: 'access/ClusterGone' } } })
})
