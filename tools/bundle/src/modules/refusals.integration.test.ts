import { readdir } from 'node:fs/promises'
import { afterEach, expect, test, vi } from 'vitest'
import { testContext } from '../testing/context.ts'
import { flipBit } from '../testing/damage.ts'
import { useFolder } from '../testing/folder.ts'
import { buildProgram } from './build-program.ts'
import { readLock } from './lock-file.ts'
import { copyRecipes, replaceProgram } from './testing/recipes.ts'
import { onlyPrograms } from './testing/go-stand-in.ts'

const folder = useFolder()
afterEach(() => vi.unstubAllEnvs())

const pause = (recipes?: string) =>
  buildProgram('pause', '3.10.2', testContext(folder.at('cache')), recipes === undefined ? {} : { recipes })
/** What the cache holds besides locks. */
const kept = async () =>
  (await readdir(folder.at('cache/programs'))).filter((name) => !name.endsWith('.lock'))

test('without Go on the PATH a build is refused, and what else can be done is said', async () => {
  vi.stubEnv('PATH', await onlyPrograms(folder.at('bin'), ['flock', 'sh', 'cat']))
  await expect(pause()).rejects.toMatchObject({
    code: 'modules/GoMissing',
    kind: 'unavailable',
    words: { remedy: expect.stringMatching(/Install Go.*--source release.*bundle import/) as string },
  })
  expect(await kept()).toEqual([])
})

test('with Go and no internet it is said which modules of which artifact cannot be fetched, and by which command', async () => {
  vi.stubEnv('GOPROXY', 'http://127.0.0.1:9')
  vi.stubEnv('GOMODCACHE', folder.at('modules'))
  await expect(buildProgram('flannel-cni', '0.9.1', testContext(folder.at('cache')))).rejects.toMatchObject({
    code: 'modules/ModulesUnreachable',
    kind: 'unavailable',
    data: {
      artifact: 'flannel-cni 0.9.1',
      command: expect.stringMatching(/^go build .*plugins\/meta\/flannel$/) as string,
      lastLines: expect.stringContaining('127.0.0.1:9') as string,
    },
  })
  expect(await kept()).toEqual([])
})

test("a program that does not compile is refused with its name, the command and the compiler's last lines", async () => {
  const recipes = await copyRecipes(folder.at('recipes'), ['pause'])
  await replaceProgram(recipes, 'pause', 'package main\n\nfunc main() { nowhere() }\n')
  await expect(pause(recipes)).rejects.toMatchObject({
    code: 'bundle/BuildFailed',
    kind: 'failed',
    data: {
      artifact: 'pause 3.10.2',
      command: expect.stringMatching(/^go build .*-trimpath/) as string,
      lastLines: expect.stringContaining('undefined: nowhere') as string,
    },
  })
  expect(await kept()).toEqual([])
})

test('a program with other bytes than the lock file names is refused with both hashes, and not kept', async () => {
  const { programs } = await readLock()
  const right = programs['pause@3.10.2/pause']
  const wrong = { sha256: '0'.repeat(64), size: 1 }
  const recipes = await copyRecipes(folder.at('recipes'), ['pause'], (lock) => ({
    ...lock,
    programs: { 'pause@3.10.2/pause': wrong },
  }))
  await expect(pause(recipes)).rejects.toMatchObject({
    code: 'modules/NotReproduced',
    kind: 'damaged',
    data: { artifact: 'pause@3.10.2/pause', expected: wrong.sha256, actual: right?.sha256 },
  })
  expect(await kept()).toEqual([])
  expect((await pause()).files['pause']?.sha256).toBe(right?.sha256)
})

test('a program that the lock file does not name is refused', async () => {
  const recipes = await copyRecipes(folder.at('recipes'), ['pause'], (lock) => ({ ...lock, programs: {} }))
  await expect(pause(recipes)).rejects.toMatchObject({
    code: 'modules/NotReproduced',
    data: { expected: expect.stringContaining('not in the lock file') as string },
  })
})

test('what was damaged in the cache is built anew', async () => {
  const first = await pause()
  await flipBit(first.files['pause']?.path ?? '')
  expect(await pause()).toEqual(first)
})
