import { startTemporal } from '@slipway/temporal'
import type { EngineActivities } from '@slipway/workflows'
import { withWorkers } from '@slipway/workflows/testing'
import { Client, Connection } from '@temporalio/client'
import type { BenchOperation } from './operation.ts'

export interface Ground {
  client: Client
  /** Of the server. */
  pid: number
  /** Hosts and ledger of each operation, by its id. */
  operations: Map<string, BenchOperation>
  /** Aborted when the benchmark is interrupted. */
  signal: AbortSignal
}

/**
 * A Temporal server that keeps all in memory, and workers that run many operations, each with hosts and a ledger of its
 * own, for as long as `work` takes. Interrupted, it rejects when server and workers have ended; nothing of them is left.
 */
export const withGround = async <Result>(
  signal: AbortSignal,
  work: (ground: Ground) => Promise<Result>,
): Promise<Result> => {
  const server = await startTemporal({ headless: true })
  try {
    signal.throwIfAborted()
    const connection = await Connection.connect({ address: server.address })
    try {
      const operations = new Map<string, BenchOperation>()
      const ground = { client: new Client({ connection }), pid: server.pid, operations, signal }
      return await withWorkers(server.address, { activities: dispatch(operations) }, () =>
        connection.withAbortSignal(signal, () => work(ground)),
      )
    } finally {
      await connection.close()
    }
  } catch (error) {
    throw signal.aborted ? new Error('interrupted', { cause: error }) : error
  } finally {
    await server.stop()
  }
}

/** Every activity goes to its operation. */
const dispatch = (operations: Map<string, BenchOperation>): EngineActivities => {
  const of = (operationId: string): EngineActivities => {
    const operation = operations.get(operationId)
    if (!operation) throw new Error(`operation ${operationId} is unknown here`)
    return operation.activities
  }
  return {
    openOperation: async (operationId) => of(operationId).openOperation(operationId),
    closeOperation: async (end) => of(end.operationId).closeOperation(end),
    ansible: async (lane) => of(lane.operationId).ansible(lane),
    kubernetes: async (lane) => of(lane.operationId).kubernetes(lane),
    platform: async (lane) => of(lane.operationId).platform(lane),
  }
}
