import { runningPlatform } from '@slipway/settings'
import { startOf } from '@slipway/system'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { isAlive, known, type KnownProcess } from '../process/session.ts'
import { endPlatform } from './end.ts'
import { ensurePlatform, reloadPlatform } from './ensure.ts'

const patient = { timeout: 120_000, interval: 50 }
const { signal } = new AbortController()

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-background-'))
  await chmod(data, 0o755) // PostgreSQL runs as an account of its own
  vi.stubEnv('SLIPWAY_PARTS', 'postgres,temporal')
})
afterEach(async () => {
  vi.unstubAllEnvs()
  await endPlatform(data)
  await rm(data, { recursive: true })
})

const read = (pid: string, name: string) => readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => '')

/**
 * Everybody who runs for this data folder: supervisor, parts and servers. Left out is who has its parent's command line:
 * what PostgreSQL has just forked for a while.
 */
const processes = async (): Promise<KnownProcess[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const found = await Promise.all(
    pids.map(async (pid) => {
      const command = await read(pid, 'cmdline')
      if (!command.includes(data)) return undefined
      const [, parent = ''] = (await read(pid, 'stat')).split(') ')[1]?.split(' ') ?? []
      return command === (await read(parent, 'cmdline')) ? undefined : known(Number(pid))
    }),
  )
  return found.filter((one) => one !== undefined)
}

test('a platform is started in the background, found by the next who asks, and ended with all that it runs', async () => {
  const first = await ensurePlatform(data, signal)
  expect(first.fresh).toBe(true)
  const second = await ensurePlatform(data, signal)
  expect(second).toEqual({ ...first, fresh: false })
  expect((await processes()).length).toBeGreaterThanOrEqual(4)
  expect(await endPlatform(data)).toBe(true)
  expect(await processes()).toEqual([])
  expect(await runningPlatform(data)).toBeUndefined()
  expect(await endPlatform(data)).toBe(false)
})

test('two who ask at once get the same platform', async () => {
  const [one, other] = await Promise.all([ensurePlatform(data, signal), ensurePlatform(data, signal)])
  expect(one.pid).toBe(other.pid)
})

test('a platform that cannot start is refused with its own words', async () => {
  vi.stubEnv('SLIPWAY_API_LISTEN', '0.0.0.0:7440')
  await expect(ensurePlatform(data, signal)).rejects.toMatchObject({
    code: 'platform/PartNotReady',
    data: { lastLines: expect.stringContaining('may not listen on 0.0.0.0:7440 without TLS') },
  })
})

test('whoever waits can be interrupted, and the platform starts all the same', async () => {
  const controller = new AbortController()
  const waiting = ensurePlatform(data, controller.signal)
  controller.abort(new DOMException('interrupted by SIGINT', 'AbortError'))
  await expect(waiting).rejects.toMatchObject({ name: 'AbortError' })
  await vi.waitFor(async () => expect(await runningPlatform(data)).toBeDefined(), patient)
})

test('a platform takes up changed settings without an end of its servers', async () => {
  const first = await ensurePlatform(data, signal)
  const servers = (await processes()).map(({ pid }) => pid)
  const next = await reloadPlatform(data, signal)
  expect(next.since > first.since).toBe(true)
  expect((await processes()).map(({ pid }) => pid)).toEqual(servers)
})

test('after kill -9 of the supervisor nothing is left, and the next start finds its data', async () => {
  const first = await ensurePlatform(data, signal)
  const all = await processes()
  process.kill(first.pid, 'SIGKILL')
  await vi.waitFor(async () => expect(await isAlive(first)).toBe(false), patient)
  const next = await ensurePlatform(data, signal)
  expect(next).toMatchObject({ fresh: true })
  expect(await Promise.all(all.map(isAlive))).toEqual(all.map(() => false))
})

const foreground = async (): Promise<{ program: ChildProcess; lines: string[] }> => {
  const main = new URL('../main.ts', import.meta.url).pathname
  const program = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', main], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, SLIPWAY_DATA: data },
  })
  const lines: string[] = []
  createInterface({ input: program.stdout }).on('line', (line) => lines.push(line))
  await vi.waitFor(() => expect(lines.some((line) => line.endsWith('| ready'))).toBe(true), patient)
  return { program, lines }
}

test('a Ctrl-C that npm passes on a second time is one Ctrl-C: all end in order', async () => {
  const { program, lines } = await foreground()
  const exit = once(program, 'exit')
  program.kill('SIGINT')
  program.kill('SIGINT')
  expect(await exit).toEqual([0, null])
  expect(lines.at(-1)).toMatch(/ended$/)
  expect(await processes()).toEqual([])
})

test('another platform for the same data folder is refused while the first one goes on', async () => {
  const { program } = await foreground()
  const started = await startOf(program.pid!)
  const again = spawn(process.execPath, [new URL('../main.ts', import.meta.url).pathname], {
    stdio: 'ignore',
    env: { ...process.env, SLIPWAY_DATA: data },
  })
  expect(await once(again, 'exit')).toEqual([4, null])
  expect((await runningPlatform(data))?.started).toBe(started)
})
