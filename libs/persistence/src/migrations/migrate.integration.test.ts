import { Client } from 'pg'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestDatabase, type TestDatabase } from '../testing/index.ts'
import { migrate } from './migrate.ts'

let server: TestDatabase
let admin: Client
beforeAll(async () => {
  server = await openTestDatabase()
  admin = new Client({ connectionString: server.url })
  await admin.connect()
})
afterAll(async () => {
  await admin.end()
  await server.close()
})

const emptyDatabase = async (name: string): Promise<string> => {
  await admin.query(`create database ${name}`)
  return server.url.replace(/\/postgres$/, `/${name}`)
}

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url })
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

test('any number of starters at once make the tables once', async () => {
  const url = await emptyDatabase('several')
  await Promise.all(Array.from({ length: 5 }, () => migrate(url)))
  expect(await ask(url, 'select name from project')).toEqual([{ name: 'default' }])
})

test('a second run changes nothing', async () => {
  const url = await emptyDatabase('twice')
  await migrate(url)
  const before = await ask(url, 'select * from migration')
  await migrate(url)
  expect(await ask(url, 'select * from migration')).toEqual(before)
})

test('a migration that was run with other content, or by a newer release, is refused', async () => {
  const url = await emptyDatabase('other')
  await migrate(url)
  await ask(url, `update migration set sha256 = 'other'`)
  await expect(migrate(url)).rejects.toThrow('was run with other content')
  await ask(url, `insert into migration (name, sha256) values ('9999-later.sql', 'x')`)
  await expect(migrate(url)).rejects.toThrow('newer release: it has 9999-later.sql')
})
