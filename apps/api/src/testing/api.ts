import { randomBytes } from 'node:crypto'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeVault, type Database } from '@slipway/persistence'
import { openTestDatabase, type TestDatabase } from '@slipway/persistence/testing'
import { startApi, type Api } from '../api.ts'
import { Changes } from '../live/changes.ts'
import type { Operations } from '../operations/port.ts'
import type { ApiSettings, Parts } from '../parts.ts'
import { SessionEnds } from '../sessions/ended.ts'
import { hashPassword } from '../sessions/password.ts'

export interface TestApi {
  url: string
  database: Database
  parts: Parts
  api: Api
  /** Below it stands what the settings name; removed at the end. */
  folder: string
  close(): Promise<void>
}

/** Use cases that a test replaces one by one; what it does not replace may not be called. */
const uncalled: Operations = {
  plan: () => Promise.reject(new Error('plan is not replaced')),
  start: () => Promise.reject(new Error('start is not replaced')),
  requestFacts: () => Promise.reject(new Error('requestFacts is not replaced')),
  requestAccess: () => Promise.reject(new Error('requestAccess is not replaced')),
  revokeAccess: () => Promise.reject(new Error('revokeAccess is not replaced')),
}

/** The API over a database of its own, on a free port of loopback. */
export const openTestApi = async (given: {
  database?: TestDatabase
  settings?: Partial<ApiSettings>
  operations?: Partial<Operations>
  bundles?: Parts['bundles']
}): Promise<TestApi> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-api-'))
  const database = given.database ?? (await openTestDatabase())
  const parts: Parts = {
    database,
    vault: makeVault([{ id: 'test', key: randomBytes(32) }]),
    operations: { ...uncalled, ...given.operations },
    bundles: given.bundles ?? { list: async () => [], versions: async () => [], find: async () => undefined },
    changes: new Changes(),
    sessionEnds: new SessionEnds(),
    settings: {
      dashboard: join(folder, 'dashboard'),
      firstPassword: join(folder, 'first-admin-password'),
      version: '0.0.0',
      ...given.settings,
    },
  }
  const api = await startApi(parts, { host: '127.0.0.1', port: 0, logLevels: [] })
  return {
    ...{ database, parts, api, folder, url: `http://127.0.0.1:${api.port}` },
    close: async () => {
      await api.close()
      if (!given.database) await database.close()
      await rm(folder, { recursive: true })
    },
  }
}

export const password = 'a good long password'

/** A user; members of projects see these alone. */
export const addPerson = (
  database: Database,
  { name, admin = false, projects = [] }: { name: string; admin?: boolean; projects?: string[] },
): Promise<string> =>
  database.transaction(async (tx) => {
    const [user] = await tx.execute<{ id: string }[]>(
      'insert into user_account (name, password_hash, admin) values (?, ?, ?) returning id',
      [name, await hashPassword(password), admin],
    )
    for (const project of projects)
      await tx.execute(`insert into project_member (project, user_account, role) values (?, ?, 'member')`, [
        project,
        user!.id,
      ])
    return user!.id
  })

export const addProject = async (database: Database, name: string): Promise<string> => {
  const [row] = await database.transaction((tx) =>
    tx.execute<{ id: string }[]>('insert into project (name) values (?) returning id', [name]),
  )
  return row!.id
}
