import { run } from '@slipway/system'
import { cells, everything, type Cell } from '@slipway/persistence'
import type { TestDatabase } from '@slipway/persistence/testing'
import { randomUUID } from 'node:crypto'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'

/** Settles with the operation's cells as soon as the ledger has what is waited for. */
export const until = async (
  database: TestDatabase,
  operation: string,
  isSo: (cells: Cell[]) => boolean,
): Promise<Cell[]> => {
  const seen = Promise.withResolvers<Cell[]>()
  const look = async (): Promise<void> => {
    const now = await cells(database.fork(everything), operation)
    if (isSo(now)) seen.resolve(now)
  }
  const stop = await database.listen(() => void look().catch(seen.reject))
  try {
    await look()
    return await seen.promise
  } finally {
    stop()
  }
}

/** Whether the step runs on the target at this moment. */
export const runs =
  (step: string, target: string | undefined) =>
  (now: readonly Cell[]): boolean =>
    now.some((cell) => cell.step === step && cell.target === target && cell.state === 'running')

/** A place where a task waits (`cat {{ gate }}`) until the test opens it, once for each task that waits. */
export const makeGate = async (folder: string): Promise<{ path: string; open(): Promise<void> }> => {
  const path = join(folder, `gate-${randomUUID()}`)
  await run(['mkfifo', path])
  return { path, open: () => writeFile(path, '') }
}
