import { ansible, step } from '@slipway/domain'
import { cells, everything, linesAfter } from '@slipway/persistence'
import type { Lane } from '@slipway/workflows'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { processesOf } from '../run/process.ts'
import { ansibleActivity } from './activity.ts'
import { attention, Ended, type TestAttention } from './testing/attention.ts'
import { openGround, usual, type Ground, type GroundOperation } from './testing/ground.ts'
import type { LaneOrder } from './testing/lane-process.ts'
import { makeGate, runs, until } from './testing/watch.ts'

let ground: Ground
beforeAll(async () => {
  ground = await openGround()
  // each run of it leaves a line, then it waits
  await ground.role(
    'wait',
    `- ansible.builtin.shell: "echo ran >> {{ gate }}.ran; cat {{ gate }}"
- ansible.builtin.command: echo through
`,
  )
})
afterAll(() => ground.close())

const activity = (ending: TestAttention = attention()) =>
  ansibleActivity({ ...ground.dependencies, attention: ending.make }).ansible

interface Waiting extends GroundOperation {
  gate: Awaited<ReturnType<typeof makeGate>>
  lane: Lane
  target: string
  /** How often the role began. */
  times(): Promise<number>
  /** The supervising process of its only run. */
  supervisor(): Promise<{ pid: number; scratch: string }>
  runFolder(): Promise<string>
}

const waitingOperation = async (on?: string[]): Promise<Waiting> => {
  const gate = await makeGate(ground.folder)
  const operation = await ground.operation(['one'], [step('wait', { ...usual, run: ansible('wait') })], {
    variables: { gate: gate.path },
    ...(on && { on }),
  })
  const target = operation.host.one ?? ''
  const folders = join(ground.dependencies.runs, operation.id)
  const runFolder = async () =>
    join(folders, (await readdir(folders)).filter((name) => name.startsWith('0')).at(-1) ?? '')
  return {
    ...operation,
    gate,
    target,
    lane: { operationId: operation.id, steps: ['wait'], targets: [target] },
    times: async () => (await readFile(`${gate.path}.ran`, 'utf8')).trim().split('\n').length,
    supervisor: async () =>
      JSON.parse(await readFile(join(await runFolder(), 'process.json'), 'utf8')) as {
        pid: number
        scratch: string
      },
    runFolder,
  }
}

/** Settles when the role has begun, so that its run is there. */
const reached = (operation: Waiting) => until(ground.database, operation.id, runs('wait', operation.target))

const finished = [{ step: 'wait', outcome: 'changed' }]
const cellsOf = (id: string) => cells(ground.database.fork(everything), id)

const workerProcess = async ({ lane }: Waiting) => {
  const order: LaneOrder = {
    url: ground.database.url,
    runs: ground.dependencies.runs,
    playbooks: ground.playbooks,
    lane,
  }
  const script = fileURLToPath(new URL('testing/lane-process.ts', import.meta.url))
  return spawn(process.execPath, ['--no-warnings', script, JSON.stringify(order)], { stdio: 'inherit' })
}

test('a killed worker’s run goes on, and the next worker attaches to it', async () => {
  const operation = await waitingOperation()
  const worker = await workerProcess(operation)
  await reached(operation)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  const running = activity()(operation.lane)
  await operation.gate.open()
  expect(await running).toMatchObject(finished)
  expect(await operation.times()).toBe(1)
  expect(await cellsOf(operation.id)).toMatchObject([{ attempt: 1, state: 'changed' }])
})

test('what a run told while no worker watched is recorded, and once', async () => {
  const operation = await waitingOperation()
  const worker = await workerProcess(operation)
  await reached(operation)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  await operation.gate.open()
  // it ends alone; two workers then find it
  const both = await Promise.all([activity()(operation.lane), activity()(operation.lane)])
  for (const results of both) expect(results).toMatchObject(finished)
  expect(await operation.times()).toBe(1)
  const lines = await linesAfter(ground.database.fork(everything), { operation: operation.id }, 0)
  expect(lines.filter(({ text }) => text === 'through')).toHaveLength(1)
})

test('a worker that shuts down leaves its run, and the next one attaches', async () => {
  const operation = await waitingOperation()
  const ending = attention()
  const first = activity(ending)(operation.lane)
  await reached(operation)
  ending.end('detach')
  await expect(first).rejects.toThrow(Ended)
  const second = activity()(operation.lane)
  await operation.gate.open()
  expect(await second).toMatchObject(finished)
  expect(await operation.times()).toBe(1)
})

test('a run whose supervising process was killed is lost, leaves no process, and is run again', async () => {
  const operation = await waitingOperation()
  const first = activity()(operation.lane)
  await reached(operation)
  const { pid, scratch } = await operation.supervisor()
  const folder = await operation.runFolder()
  process.kill(pid, 'SIGKILL')
  expect(await first).toMatchObject([
    { outcome: 'failed', failure: { code: 'run/Lost', data: { host: 'one' } } },
  ])
  expect(await processesOf(folder)).toEqual([])
  await expect(readdir(scratch)).rejects.toThrow('ENOENT')
  const second = activity()(operation.lane)
  await until(ground.database, operation.id, (now) => now.some(({ attempt }) => attempt === 2))
  await operation.gate.open()
  expect(await second).toMatchObject(finished)
})

test('a run that was lost together with its worker is run again at once', async () => {
  const operation = await waitingOperation()
  const worker = await workerProcess(operation)
  await reached(operation)
  worker.kill('SIGKILL')
  await once(worker, 'exit')
  process.kill((await operation.supervisor()).pid, 'SIGKILL')
  const next = activity()(operation.lane)
  await operation.gate.open()
  expect(await next).toMatchObject(finished)
  expect(await cellsOf(operation.id)).toMatchObject([{ state: 'changed' }])
})

test('cancelling ends the run with all its processes and says so in the ledger', async () => {
  const operation = await waitingOperation()
  const ending = attention()
  const running = activity(ending)(operation.lane)
  await reached(operation)
  const folder = await operation.runFolder()
  ending.end('cancel')
  await expect(running).rejects.toThrow(Ended)
  expect(await processesOf(folder)).toEqual([])
  expect(await cellsOf(operation.id)).toMatchObject([
    { state: 'failed', failure: { code: 'run/Cancelled', data: { host: 'one' } } },
  ])
})

test('what another operation has left running on a host is ended before a run begins there', async () => {
  const left = await waitingOperation()
  const ending = attention()
  const abandoned = activity(ending)(left.lane)
  await reached(left)
  ending.end('detach')
  await expect(abandoned).rejects.toThrow(Ended)
  const folder = await left.runFolder()
  const next = await waitingOperation([left.target])
  const running = activity()(next.lane)
  await reached(next)
  expect(await processesOf(folder)).toEqual([])
  await next.gate.open()
  expect(await running).toMatchObject(finished)
})
