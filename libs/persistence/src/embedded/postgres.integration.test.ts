import { run } from '@slipway/system'
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Client } from 'pg'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPostgres, type Postgres } from './postgres.ts'

let root: string
let folder: string
const started: Postgres[] = []
beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'slipway-embedded-'))
  await chmod(root, 0o711)
  folder = join(root, 'postgres')
})
afterEach(async () => {
  for (const one of started.splice(0)) await one.stop()
  await rm(root, { recursive: true, force: true })
})

const start = async (): Promise<Postgres> => {
  const postgres = await startPostgres({ folder, volatile: true })
  started.push(postgres)
  return postgres
}

const ask = async (url: string, sql: string): Promise<unknown[]> => {
  const client = new Client({ connectionString: url })
  client.on('error', () => undefined)
  await client.connect()
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows
  } finally {
    await client.end()
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch {
    return false
  }
}

test('what was committed is there after a stop and a start, under the same password', async () => {
  const first = await start()
  await ask(first.url, `create table kept as select 'value' as name`)
  await first.stop()
  await first.stop()
  expect(await first.ended).toBe('exit code 0')
  const second = await start()
  expect(await ask(second.url, 'select name from kept')).toEqual([{ name: 'value' }])
  expect(new URL(second.url).password).toBe(new URL(first.url).password)
})

test('it listens on the loopback alone, does not run as root and lets nobody in without the password', async () => {
  const { url, pid } = await start()
  expect(await ask(url, 'show listen_addresses')).toEqual([{ listen_addresses: '127.0.0.1' }])
  expect((await stat(`/proc/${pid}`)).uid).not.toBe(0)
  expect((await stat(join(folder, 'password'))).mode & 0o077).toBe(0)
  await expect(ask(url.replace(/:[^:@]+@/, ':wrong@'), 'select 1')).rejects.toThrow('password')
  const password = new URL(url).password
  expect(await readFile(`/proc/${pid}/cmdline`, 'utf8')).not.toContain(password)
  expect(await readFile(`/proc/${pid}/environ`, 'utf8')).not.toContain(password)
})

test('says how it ended when somebody else ends it', async () => {
  const { pid, ended } = await start()
  process.kill(pid, 'SIGKILL')
  expect(await ended).toBe('ended by SIGKILL')
})

test('a start over a folder whose server still runs ends that one first', async () => {
  const first = await start()
  await ask(first.url, `create table kept as select 'value' as name`)
  const second = await start()
  expect(await first.ended).toBe('exit code 0')
  expect(await ask(second.url, 'select name from kept')).toEqual([{ name: 'value' }])
})

test('it dies with the process that started it, even by kill -9', async () => {
  const script = `
    const { startPostgres } = await import(process.env.ENTRY)
    const { pid } = await startPostgres({ folder: process.env.FOLDER, volatile: true })
    console.log(pid)
    process.kill(process.pid, 'SIGKILL')`
  const lines: string[] = []
  await run([process.execPath, '--input-type=module', '-e', script], {
    env: { ENTRY: new URL('postgres.ts', import.meta.url).href, FOLDER: folder },
    onLine: (line) => lines.push(line),
  }).catch(() => undefined)
  const pid = Number(lines.at(-1))
  expect(pid).toBeGreaterThan(0)
  await expect.poll(() => isAlive(pid), { timeout: 30_000 }).toBe(false)
})

test('a start that was interrupted while it made the data is begun anew', async () => {
  await mkdir(join(folder, 'data.part', 'base'), { recursive: true })
  await start()
  expect((await readdir(folder)).toSorted()).toEqual(['data', 'password'])
})

test.runIf(process.getuid?.() === 0)('says when its account cannot go into the folder', async () => {
  await chmod(root, 0o700)
  await expect(start()).rejects.toMatchObject({ code: 'platform/FolderOutOfReach', data: { folder } })
})

test('gives the last lines when it does not start', async () => {
  const { port } = await start()
  folder = join(root, 'other')
  await expect(startPostgres({ folder, port, volatile: true })).rejects.toMatchObject({
    code: 'platform/PostgresFailed',
    data: { lines: expect.stringContaining('Address already in use') },
  })
})
