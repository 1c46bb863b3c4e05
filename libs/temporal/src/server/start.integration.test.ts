import { Client, Connection } from '@temporalio/client'
import { mkdtemp, rm } from 'node:fs/promises'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startTemporal, type Temporal } from './start.ts'

let folder: string
const started: Temporal[] = []
const start = async (options: Parameters<typeof startTemporal>[0]): Promise<Temporal> => {
  const temporal = await startTemporal(options)
  started.push(temporal)
  return temporal
}
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-temporal-'))
})
afterEach(async () => {
  await Promise.all(started.splice(0).map((temporal) => temporal.stop()))
  await rm(folder, { recursive: true, force: true })
})

const withClient = async <Result>(temporal: Temporal, work: (client: Client) => Promise<Result>) => {
  const connection = await Connection.connect({ address: temporal.address })
  try {
    return await work(new Client({ connection }))
  } finally {
    await connection.close()
  }
}
const begin = (temporal: Temporal) =>
  withClient(temporal, (client) =>
    client.workflow.start('anything', { workflowId: 'kept', taskQueue: 'nobody' }).then(() => undefined),
  )
const stateOf = (temporal: Temporal) =>
  withClient(temporal, async (client) => (await client.workflow.getHandle('kept').describe()).status.name)

test('serves on the loopback interface alone, its UI under the path asked for', async () => {
  const temporal = await start({ folder, uiPath: '/temporal' })
  expect(temporal.address).toMatch(/^127\.0\.0\.1:\d+$/)
  const page = await fetch(`${temporal.uiUrl}/`)
  expect(page.status).toBe(200)
  expect(await page.text()).toContain('/temporal/')
})

test('keeps what is under way over a stop and over kill -9', async () => {
  const first = await start({ folder })
  await begin(first)
  await first.stop()
  await first.stop()
  expect(await first.ended).not.toContain('SIGKILL')
  const second = await start({ folder })
  expect(await stateOf(second)).toBe('RUNNING')
  process.kill(second.pid, 'SIGKILL')
  expect(await second.ended).toBe('ended by SIGKILL')
  expect(await stateOf(await start({ folder }))).toBe('RUNNING')
})

test('a port that somebody holds is refused in words, with the server’s last lines', async () => {
  const holder = createServer().listen(0, '127.0.0.1')
  await once(holder, 'listening')
  const { port } = holder.address() as { port: number }
  try {
    await expect(start({ folder, port, uiPort: port })).rejects.toMatchObject({
      code: 'temporal/DidNotStart',
    })
  } finally {
    holder.close()
  }
})

test('ends with the process that started it, even by kill -9', async () => {
  const source = join(import.meta.dirname, 'start.ts')
  const owner = spawn(
    process.execPath,
    [
      '--input-type=module',
      '--eval',
      `const { startTemporal } = await import(${JSON.stringify(source)}); console.log((await startTemporal({ headless: true })).address); setInterval(() => 0, 1e6)`,
    ],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  )
  const [line] = (await once(owner.stdout, 'data')) as [Buffer]
  const address = line.toString().trim()
  const connection = await Connection.connect({ address })
  // a call that the server answers only when it has something to say, so its end is an event
  const open = connection.workflowService.pollWorkflowTaskQueue({
    namespace: 'default',
    taskQueue: { name: 'quiet' },
  })
  owner.kill('SIGKILL')
  await expect(open).rejects.toThrow()
  await connection.close()
})
