import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { withLock } from './with-lock.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-lock-'))
})
afterAll(() => rm(folder, { recursive: true }))

test('two holders of one lock never work at the same time', async () => {
  const path = join(folder, 'one')
  let inside = 0
  let most = 0
  const work = async () => {
    most = Math.max(most, ++inside)
    await new Promise(setImmediate)
    inside--
  }
  await Promise.all([withLock(path, work), withLock(path, work), withLock(path, work)])
  expect(most).toBe(1)
})

test('a lock ends with its holder, even when that is killed', async () => {
  const path = join(folder, 'killed')
  const program = `import { withLock } from ${JSON.stringify(join(import.meta.dirname, 'with-lock.ts'))}
    await withLock(${JSON.stringify(path)}, () => new Promise(() => { console.log('held'); setInterval(() => {}, 1e6) }))`
  const holder = spawn(process.execPath, ['--input-type=module', '--eval', program], {
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  await once(holder.stdout, 'data')
  let waited = false
  const next = withLock(
    path,
    async () => 'mine',
    () => {
      waited = true
      holder.kill('SIGKILL')
    },
  )
  expect(await next).toBe('mine')
  expect(waited).toBe(true)
})
