import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { testContext } from '../testing/context.ts'
import { useFolder } from '../testing/folder.ts'
import { startModule } from '../testing/process.ts'
import { buildProgram } from './build-program.ts'
import { readLock } from './lock-file.ts'
import { endlessGo } from './testing/go-stand-in.ts'

const folder = useFolder()
afterEach(() => vi.unstubAllEnvs())

const cacheEntries = async () =>
  (await readdir(folder.at('cache/programs'))).filter((name) => !name.endsWith('.lock'))

/** The same call as the interrupted one, now with the machine's Go. */
const finishes = async () => {
  const built = await buildProgram('pause', '3.10.2', testContext(folder.at('cache')))
  expect(built.files['pause']).toMatchObject((await readLock()).programs['pause@3.10.2/pause'] ?? {})
  const entries = await cacheEntries()
  expect(entries).toHaveLength(1)
  expect(entries[0]).toMatch(/^pause@3\.10\.2-[0-9a-f]{16}$/)
}

test('an interrupted build ends its Go, leaves nothing half made, and the same call finishes it', async () => {
  const go = await endlessGo(folder.at('bin'))
  vi.stubEnv('PATH', go.path)
  const stop = new AbortController()
  const reason = new DOMException('interrupted', 'AbortError')
  const building = buildProgram('pause', '3.10.2', testContext(folder.at('cache'), { signal: stop.signal }))
  const interrupted = expect(building).rejects.toBe(reason)
  await go.begun()
  expect(await cacheEntries()).toEqual([expect.stringContaining('.building-')])
  stop.abort(reason)
  await interrupted
  expect(existsSync(`/proc/${await go.pid()}`)).toBe(false)
  expect(await cacheEntries()).toEqual([])
  vi.unstubAllEnvs()
  await finishes()
})

test('a build killed by kill -9 is mended by the same call, though its Go still runs', async () => {
  const go = await endlessGo(folder.at('bin'))
  const killed = startModule(
    `import { buildProgram } from '{source}/modules/build-program.ts'
    import { testContext } from '{source}/testing/context.ts'
    await buildProgram('pause', '3.10.2', testContext(${JSON.stringify(folder.at('cache'))}))`,
    { PATH: go.path },
  )
  await go.begun()
  killed.child.kill('SIGKILL')
  try {
    expect(existsSync(`/proc/${await go.pid()}`)).toBe(true)
    expect(await cacheEntries()).toEqual([expect.stringContaining('.building-')])
    await finishes()
  } finally {
    process.kill(await go.pid(), 'SIGKILL')
    await killed.ended
  }
})

test('a build that waits for another of the same program takes over what that one built', async () => {
  const builds = [1, 2].map(() => buildProgram('pause', '3.10.2', testContext(folder.at('cache'))))
  const [one, other] = await Promise.all(builds)
  expect(other).toEqual(one)
  expect(await cacheEntries()).toHaveLength(1)
})
