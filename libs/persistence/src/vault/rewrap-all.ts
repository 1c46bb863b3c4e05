import type { Database } from '../database/database.ts'
import { credentialParts } from '../credential/credential.ts'
import { clusterSecretContext } from '../cluster/secret.ts'
import type { Vault } from './vault.ts'

interface SealedColumn {
  table: string
  column: string
  /** Columns that name a row. */
  key: readonly string[]
  context: (key: readonly string[]) => string
}

/** Every column that holds sealed values. A new one has its line here. */
export const sealedColumns: readonly SealedColumn[] = [
  ...Object.values(credentialParts).map((part) => ({
    table: 'credential',
    column: part.replace('-', '_'),
    key: ['id'],
    context: ([id = '']: readonly string[]) => `credential/${id}/${part}`,
  })),
  {
    table: 'cluster_secret',
    column: 'sealed',
    key: ['cluster', 'reference'],
    context: ([cluster = '', reference = '']) => clusterSecretContext(cluster, reference),
  },
]

/**
 * Wraps every sealed value's key with the vault's current master key; gives how many were not yet. Afterwards the
 * older master keys open nothing. Repeatable, also beside those who write; a value written meanwhile is left to them.
 */
export const rewrapAll = async (database: Database, vault: Vault): Promise<number> => {
  const em = database.fork({ projects: 'all' })
  let count = 0
  for (const { table, column, key, context } of sealedColumns) {
    const rows = await em.execute<Record<string, string & Buffer>[]>(
      `select ${[...key, column].join(', ')} from ${table} where ${column} is not null`,
    )
    for (const row of rows) {
      const names = key.map((name) => String(row[name]))
      const sealed = row[column] as Buffer
      const wrapped = vault.rewrap(sealed, context(names))
      if (!wrapped) continue
      await em.execute(
        `update ${table} set ${column} = ? where ${key.map((name) => `${name} = ?`).join(' and ')} and ${column} = ?`,
        [wrapped, ...names, sealed],
      )
      count += 1
    }
  }
  return count
}
