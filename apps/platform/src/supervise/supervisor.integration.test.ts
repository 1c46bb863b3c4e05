import { isAlive, known, type KnownProcess } from '../process/session.ts'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { fakePart } from '../testing/fake.ts'
import { supervisor, type Supervisor } from './supervisor.ts'

const patient = { timeout: 60_000, interval: 20 }

let data: string
let journal: string
let shown: string[]
let parts: Supervisor
const programs: ChildProcess[] = []

beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-supervisor-'))
  journal = join(data, 'journal')
  shown = []
  parts = supervisor({ data, show: (name, line) => shown.push(`${name}: ${line}`) })
})
afterEach(async () => {
  await parts.kill()
  for (const program of programs.splice(0)) program.kill('SIGKILL')
  await supervisor({ data, show: () => undefined }).endLeftovers()
  await rm(data, { recursive: true })
})

const entries = async (): Promise<string[][]> =>
  (await readFile(journal, 'utf8').catch(() => ''))
    .split('\n')
    .filter(Boolean)
    .map((line) => line.split(' '))
const said = async (what: string): Promise<string[]> =>
  (await entries()).filter(([, verb]) => verb === what).map(([name = '']) => name)
const pidsOf = async (what: string): Promise<number[]> =>
  (await entries()).filter(([, verb]) => verb === what).map((words) => Number(words[2]))
const quick = { backoff: () => 1 }

test('a part that dies is started again, and its death is told with its cause', async () => {
  await parts.start(fakePart('worker', journal), quick).ready
  const [pid = 0] = await pidsOf('start')
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(async () => expect(await said('start')).toEqual(['worker', 'worker']), patient)
  await vi.waitFor(() => expect(shown).toContain('slipway: worker is ready again'), patient)
  expect(shown.join('\n')).toContain('worker ended (ended by SIGKILL); it is started again')
})

test('what a part started in its session ends with it, and so do the servers that it named', async () => {
  await parts.start(fakePart('postgres', journal, ['with-child', 'with-server']), quick).ready
  const [pid = 0] = await pidsOf('start')
  const below = [...(await pidsOf('child')), ...(await pidsOf('server'))]
  const others = (await Promise.all(below.map(known))) as KnownProcess[]
  expect(others).toHaveLength(2)
  process.kill(pid, 'SIGKILL')
  await vi.waitFor(async () => expect(await said('start')).toHaveLength(2), patient)
  expect(await Promise.all(others.map(isAlive))).toEqual([false, false])
})

test('a part that never becomes ready is given up with its last lines', async () => {
  const kept = parts.start(fakePart('api', journal, ['fails']), { ...quick, triesAtFirst: 3 })
  await expect(kept.ready).rejects.toMatchObject({
    code: 'platform/PartNotReady',
    data: { part: 'api', outcome: 'exit code 3', lastLines: 'no room on the disk' },
  })
  expect(await said('start')).toHaveLength(3)
})

test('a part that takes too long to become ready is ended, and that is said to be the cause', async () => {
  const slow = fakePart('api', journal, ['never-ready'], { startSeconds: 0.5 })
  await expect(parts.start(slow, { ...quick, triesAtFirst: 1 }).ready).rejects.toMatchObject({
    data: { outcome: 'it was not ready within 0.5 s' },
  })
})

test('a part is ready when others find it so, not when it says so alone', async () => {
  let asked = 0
  const confirm = async () => void (asked += 1)
  await parts.start(fakePart('api', journal, [], { confirm })).ready
  expect(asked).toBe(1)
})

test('all end one after the other, the last started first', async () => {
  for (const name of ['postgres', 'temporal', 'worker', 'api'])
    await parts.start(fakePart(name, journal)).ready
  await parts.stop()
  expect(
    (await entries()).filter(([, verb]) => verb !== 'start').map(([name, verb]) => `${name} ${verb}`),
  ).toEqual([
    ...['api asked', 'api end', 'worker asked', 'worker end'],
    ...['temporal asked', 'temporal end', 'postgres asked', 'postgres end'],
  ])
})

test('some can be ended while the others go on', async () => {
  for (const name of ['postgres', 'worker']) await parts.start(fakePart(name, journal)).ready
  await parts.stop(['worker'])
  expect(await said('end')).toEqual(['worker'])
  await parts.start(fakePart('worker', journal)).ready
})

test('a part that does not end when asked is killed', async () => {
  await parts.start(fakePart('worker', journal, ['stubborn'], { stopSeconds: 0.2 })).ready
  const own = (await known((await pidsOf('start'))[0]!))!
  await parts.stop()
  expect(await said('asked')).toEqual(['worker'])
  expect(await isAlive(own)).toBe(false)
})

test('after the order to end nothing is started any more', async () => {
  await parts.stop()
  expect(() => parts.start(fakePart('api', journal))).toThrow('ending')
})

test('what a part prints is in its log, but not what it says to the supervisor alone', async () => {
  await parts.start(fakePart('postgres', journal, ['with-server'])).ready
  await parts.stop()
  expect(await readFile(join(data, 'logs', 'postgres.log'), 'utf8')).not.toContain('hunter2')
  expect(shown.join('\n')).not.toContain('hunter2')
})

const superviseInProcess = async (folder: string, ...names: string[]): Promise<ChildProcess> => {
  const path = new URL('../testing/supervise.ts', import.meta.url).pathname
  const program = spawn(process.execPath, [path, folder, join(folder, 'journal'), ...names], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  programs.push(program)
  let printed = ''
  for (const input of [program.stdout, program.stderr])
    createInterface({ input }).on('line', (line) => {
      printed += `${line}\n`
      if (line === 'all ready') program.emit('ready')
    })
  await Promise.race([
    once(program, 'ready'),
    once(program, 'exit').then(() => {
      throw new Error(printed)
    }),
  ])
  return program
}

test('kill -9 of the supervisor leaves nothing once the next one starts, nor in the long run without one', async () => {
  const first = await superviseInProcess(data, 'postgres', 'api')
  const before = (await Promise.all(
    (await Promise.all(['start', 'child', 'server'].map(pidsOf))).flat().map(known),
  )) as KnownProcess[]
  expect(before).toHaveLength(6)
  first.kill('SIGKILL')
  await once(first, 'exit')
  const next = await superviseInProcess(data, 'postgres', 'api')
  expect(await Promise.all(before.map(isAlive))).toEqual(before.map(() => false))
  expect(await said('end')).toHaveLength(2) // in order, not killed
  next.kill('SIGTERM')
  await once(next, 'exit')
})

test('the parts end by themselves when their supervisor is killed', async () => {
  const program = await superviseInProcess(data, 'api')
  const own = (await known((await pidsOf('start'))[0]!))!
  program.kill('SIGKILL')
  await vi.waitFor(async () => expect(await isAlive(own)).toBe(false), patient)
})

test('a data folder has one supervisor at a time, and two folders have one each', async () => {
  await superviseInProcess(data, 'api')
  await expect(superviseInProcess(data, 'api')).rejects.toThrow('A platform runs already')
  const other = await mkdtemp(join(tmpdir(), 'slipway-supervisor-'))
  try {
    const program = await superviseInProcess(other, 'api')
    program.kill('SIGTERM')
    await once(program, 'exit')
  } finally {
    await rm(other, { recursive: true })
  }
})
