import { Client, Connection } from '@temporalio/client'
import { afterAll, beforeAll } from 'vitest'
import { startTemporal, type Temporal, type TemporalOptions } from '../server/start.ts'

export interface TestTemporal {
  server: Temporal
  client: Client
  connection: Connection
  close(): Promise<void>
}

/** A server of its own with all in memory, and a client of it. */
export const openTestTemporal = async (options: TemporalOptions = {}): Promise<TestTemporal> => {
  const server = await startTemporal({ headless: true, ...options })
  const connection = await Connection.connect({ address: server.address })
  return {
    server,
    connection,
    client: new Client({ connection }),
    close: async () => {
      await connection.close()
      await server.stop()
    },
  }
}

/** Called at the top of a test file: one server for all its tests. */
export const useTemporal = (options: TemporalOptions = {}): TestTemporal => {
  let opened: TestTemporal | undefined
  beforeAll(async () => {
    opened = await openTestTemporal(options)
  })
  afterAll(() => opened?.close())
  const now = (): TestTemporal => {
    if (!opened) throw new Error('Temporal runs only while tests do')
    return opened
  }
  return {
    get server() {
      return now().server
    },
    get client() {
      return now().client
    },
    get connection() {
      return now().connection
    },
    close: () => now().close(),
  }
}
