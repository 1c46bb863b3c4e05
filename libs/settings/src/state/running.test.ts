import { startOf } from '@slipway/system'
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { runningPath, runningPlatform } from './running.ts'

let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-running-'))
  await mkdir(dirname(runningPath(data)))
})
afterEach(() => rm(data, { recursive: true }))

const ready = { since: '2026-11-21T15:00:00.000Z', url: 'http://127.0.0.1:1' }
const say = (running: object) => writeFile(runningPath(data), JSON.stringify(running))

test('a platform is found as long as the very process that said so is alive', async () => {
  await say({ pid: process.pid, started: await startOf(process.pid), ...ready })
  expect(await runningPlatform(data)).toMatchObject({ pid: process.pid, ...ready })
})

test('another process with the same id is not the platform', async () => {
  await say({ pid: process.pid, started: '1', ...ready })
  expect(await runningPlatform(data)).toBeUndefined()
})

test('where nothing was said nothing runs', async () => {
  expect(await runningPlatform(data)).toBeUndefined()
})
