import { loadSettings, runningPlatform } from '@slipway/settings'
import { randomBytes } from 'node:crypto'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import pg from 'pg'
import { afterEach, expect, test } from 'vitest'
import { startPlatform, type Platform } from './platform.ts'

const folders: string[] = []
const platforms: Platform[] = []
afterEach(async () => {
  for (const platform of platforms.splice(0)) await platform.stop()
  for (const folder of folders.splice(0)) await rm(folder, { recursive: true })
})

const newFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-platform-'))
  await chmod(folder, 0o755) // PostgreSQL runs as an account of its own
  folders.push(folder)
  return folder
}

/** The servers alone, unless settings say otherwise. */
const start = async (
  data: string,
  settings: Record<string, string> = { SLIPWAY_PARTS: 'postgres,temporal' },
): Promise<Platform> => {
  const loaded = await loadSettings({ SLIPWAY_DATA: data, ...settings })
  const platform = startPlatform(loaded, () => undefined)
  platforms.push(platform)
  await platform.ready
  return platform
}

const partSettings = async (data: string) =>
  JSON.parse(await readFile(join(data, 'platform', 'settings.json'), 'utf8')) as {
    database: { url: string }
    temporal: { address: string; uiUrl: string }
  }

const ask = async (data: string, query: string): Promise<unknown> => {
  const client = new pg.Client((await partSettings(data)).database.url)
  await client.connect()
  try {
    return (await client.query(query)).rows
  } finally {
    await client.end()
  }
}

test('data is kept over a stop and a start, on the same ports; and the servers are found by their settings', async () => {
  const data = await newFolder()
  const first = await start(data)
  await ask(data, `create table kept as select 'so it is' as what`)
  const before = await partSettings(data)
  expect((await fetch(`${before.temporal.uiUrl}/`)).status).toBe(200)
  expect(await runningPlatform(data)).toMatchObject({ pid: process.pid })
  await first.stop()
  expect(await runningPlatform(data)).toBeUndefined()
  await expect(ask(data, 'select 1')).rejects.toThrow('ECONNREFUSED')
  await start(data)
  expect(await ask(data, 'select what from kept')).toEqual([{ what: 'so it is' }])
  expect((await partSettings(data)).temporal).toEqual(before.temporal)
})

test('two platforms run side by side on one machine', async () => {
  const folder = [await newFolder(), await newFolder()] as const
  await Promise.all(folder.map((data) => start(data)))
  for (const data of folder) expect(await ask(data, 'select 1 as one')).toEqual([{ one: 1 }])
})

test('what holds the password of the database is for its owner alone', async () => {
  const data = await newFolder()
  await start(data)
  expect((await stat(join(data, 'platform', 'settings.json'))).mode & 0o777).toBe(0o600)
  const { password } = new URL((await partSettings(data)).database.url)
  expect(password).not.toBe('')
  for (const log of ['postgres', 'temporal'])
    expect(await readFile(join(data, 'logs', `${log}.log`), 'utf8')).not.toContain(password)
})

test('settings alone make it API and worker, any number, on a PostgreSQL and a Temporal that are elsewhere', async () => {
  const servers = await newFolder()
  await start(servers)
  const { database, temporal } = await partSettings(servers)
  const elsewhere = {
    SLIPWAY_DATABASE_URL: database.url,
    SLIPWAY_TEMPORAL_ADDRESS: temporal.address,
    SLIPWAY_MASTER_KEY: `one:${randomBytes(32).toString('base64')}`,
    SLIPWAY_PARTS: 'api,worker',
  }
  const folder = [await newFolder(), await newFolder()] as const
  await start(folder[0], elsewhere)
  await start(folder[1], elsewhere)
  for (const data of folder) {
    const { url } = (await runningPlatform(data)) ?? {}
    expect(await (await fetch(`${url}/health/ready`)).json()).toMatchObject({ ready: true })
    expect(await readdir(data)).not.toContain('postgres')
    expect(await readdir(data)).not.toContain('temporal')
  }
})
