import { NativeConnection, Worker } from '@temporalio/worker'
import { fileURLToPath } from 'node:url'

export interface TestWorker {
  close(): Promise<void>
}

/** A worker whose workflows run until they are told to finish: see workflows.ts. */
export const openTestWorker = async (address: string): Promise<TestWorker> => {
  const connection = await NativeConnection.connect({ address })
  const worker = await Worker.create({
    connection,
    taskQueue: 'control',
    workflowsPath: fileURLToPath(new URL('workflows.ts', import.meta.url)),
  })
  const running = worker.run()
  return {
    close: async () => {
      worker.shutdown()
      await running
      await connection.close()
    },
  }
}
