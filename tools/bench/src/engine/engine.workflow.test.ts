import { silentProgress } from '@slipway/system'
import { expect, test } from 'vitest'
import { runEngine } from './engine.ts'
import { withGround } from './ground.ts'
import { limitsTouched } from './limits.ts'
import { measure } from './measure.ts'
import { tellings } from './options.ts'

const { signal } = new AbortController()

test.each(tellings)('ten hosts, told of by %s: every pair of the plan is finished once', async (telling) => {
  const ten = await withGround(signal, (ground) => measure(ground, 10, telling))
  // six steps on every host, one on the first control plane, one on nine workers, six on the cluster
  expect(ten.pairs).toBe(6 * 10 + 1 + 9 + 6)
  expect(ten.seconds).toBeGreaterThan(0)
  expect(ten.history.runs).toBe(1)
  expect(ten.history.events).toBeGreaterThan(3 * ten.lanes)
  expect(ten.history.bytes).toBeGreaterThan(ten.history.payload)
  expect(ten.history.payload).toBeGreaterThan(1000)
  expect(limitsTouched(ten)).toEqual([])
})

test('the benchmark ends with its line', async () => {
  const options = { hosts: [5, 10], runs: 1, telling: 'lanes' as const }
  expect(await runEngine(options, { progress: silentProgress, signal })).toMatch(
    /^engine: 10 hosts \d+\.\d s, \d+ events, \d+\.\d MB history, slope \d+\.\d\d$/,
  )
})

test('interrupted in the middle of an operation, it leaves no server', async () => {
  const interrupted = new AbortController()
  let server = 0
  const running = withGround(interrupted.signal, async (ground) => {
    server = ground.pid
    const measuring = measure(ground, 100, 'hosts')
    const [operation] = ground.operations.values()
    await expect.poll(() => operation?.lanes.length, { timeout: 60_000 }).toBeGreaterThan(0)
    interrupted.abort()
    return measuring
  })
  await expect(running).rejects.toThrow('interrupted')
  expect(() => process.kill(server, 0)).toThrow('ESRCH')
})

test('interrupted while the server starts, it measures nothing', async () => {
  const interrupted = new AbortController()
  const running = runEngine(
    { hosts: [5, 10], runs: 1, telling: 'lanes' },
    { progress: silentProgress, signal: interrupted.signal },
  )
  interrupted.abort()
  await expect(running).rejects.toThrow('interrupted')
})
