import { createHash } from 'node:crypto'
import { readdir, readFile } from 'node:fs/promises'
import { Client } from 'pg'

/** Any number that no other program of the database uses as an advisory lock. */
const migrationLock = 7_311_604
const folder = new URL('.', import.meta.url)

/**
 * Brings the database at `url` to this release's tables: every file of this folder once, in order, each in a
 * transaction. Those who start at the same time wait for each other. Throws an Error where a file that was run has
 * changed since, or where the database was migrated by a newer release.
 */
export const migrate = async (url: string): Promise<void> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    await client.query('select pg_advisory_lock($1)', [migrationLock])
    await client.query(
      'create table if not exists migration (name text primary key, sha256 text not null, at timestamptz not null default now())',
    )
    const done = await client.query<{ name: string; sha256: string }>('select name, sha256 from migration')
    const files = await migrations()
    const unknown = done.rows.find(({ name }) => !files.some((file) => file.name === name))
    if (unknown) throw new Error(`the database was migrated by a newer release: it has ${unknown.name}`)
    for (const file of files) {
      const before = done.rows.find(({ name }) => name === file.name)
      if (before === undefined) await apply(client, file)
      else if (before.sha256 !== file.sha256)
        throw new Error(`migration ${file.name} was run with other content`)
    }
  } finally {
    await client.end()
  }
}

interface MigrationFile {
  name: string
  sql: string
  sha256: string
}

const migrations = async (): Promise<MigrationFile[]> => {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.sql')).toSorted()
  return Promise.all(
    names.map(async (name) => {
      const sql = await readFile(new URL(name, folder), 'utf8')
      return { name, sql, sha256: createHash('sha256').update(sql).digest('hex') }
    }),
  )
}

const apply = async (client: Client, { name, sql, sha256 }: MigrationFile): Promise<void> => {
  await client.query('begin')
  try {
    await client.query(sql)
    await client.query('insert into migration (name, sha256) values ($1, $2)', [name, sha256])
    await client.query('commit')
  } catch (error) {
    await client.query('rollback')
    throw error
  }
}
