import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, test } from 'vitest'
import { startOf } from './start-of.ts'

test('a process has the same start for as long as it lives, whatever its name, and none afterwards', async () => {
  const child = spawn('sh', ['-c', 'echo "a) b (" > /proc/self/comm; echo up; exec cat'])
  await once(child.stdout, 'data')
  const pid = child.pid ?? 0
  const start = await startOf(pid)
  expect(start).toMatch(/^\d+$/)
  expect(await startOf(pid)).toBe(start)
  const ended = once(child, 'exit')
  child.kill()
  await ended
  expect(await startOf(pid)).toBeUndefined()
})
