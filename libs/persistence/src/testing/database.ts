import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chmod } from 'node:fs/promises'
import { openDatabase, type Database } from '../database/database.ts'
import { startPostgres } from '../embedded/postgres.ts'
import { migrate } from '../migrations/migrate.ts'

export interface TestDatabase extends Database {
  url: string
  /** Closes the connections, ends the server and removes its folder. */
  close(): Promise<void>
}

/** A PostgreSQL of its own with empty tables; about a second. */
export const openTestDatabase = async (): Promise<TestDatabase> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-postgres-'))
  await chmod(folder, 0o711)
  const postgres = await startPostgres({ folder, volatile: true })
  const end = async (): Promise<void> => {
    await postgres.stop()
    await rm(folder, { recursive: true, force: true })
  }
  try {
    await migrate(postgres.url)
    const database = await openDatabase({ url: postgres.url })
    return {
      ...database,
      url: postgres.url,
      close: async () => {
        await database.close()
        await end()
      },
    }
  } catch (error) {
    await end()
    throw error
  }
}
