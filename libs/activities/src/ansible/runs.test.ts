import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { foreignRuns, nextRunFolder, openRuns, pruneRuns } from './runs.ts'

let runs = ''
beforeEach(async () => {
  runs = await mkdtemp(join(tmpdir(), 'slipway-runs-'))
})
afterEach(() => rm(runs, { recursive: true }))

const make = async (operationId: string, host: string, closed = false): Promise<string> => {
  const folder = await nextRunFolder(runs, operationId)
  await mkdir(folder.path, { recursive: true })
  const hosts = { [host]: { id: `id-${host}`, address: '192.0.2.1', user: 'ops' } }
  await writeFile(folder.description, JSON.stringify({ steps: ['reach'], hosts }))
  if (closed) await writeFile(folder.closed, '')
  return folder.path
}
const lane = { operationId: 'one', steps: ['reach'], targets: ['id-a'] }
const pathsOf = (found: { folder: { path: string } }[]) => found.map(({ folder }) => folder.path)

test('finds an operation’s runs on its targets that are not recorded, oldest first', async () => {
  await make('one', 'a', true)
  const first = await make('one', 'a')
  await make('one', 'b')
  const second = await make('one', 'a')
  await make('two', 'a')
  expect(pathsOf(await openRuns(runs, lane))).toEqual([first, second])
})

test('finds what other operations have on the targets', async () => {
  await make('one', 'a')
  await make('two', 'a', true)
  await make('two', 'b')
  const other = await make('two', 'a')
  expect(pathsOf(await foreignRuns(runs, lane))).toEqual([other])
})

test('a run without a description never began', async () => {
  await mkdir((await nextRunFolder(runs, 'one')).path, { recursive: true })
  expect(await openRuns(runs, lane)).toEqual([])
})

test('keeps what is not recorded, and the rest for a week', async () => {
  await make('done', 'a', true)
  await make('open', 'a', true)
  await make('open', 'a')
  await pruneRuns(runs)
  expect(await readdir(runs)).toEqual(['done', 'open'])
  await pruneRuns(runs, Date.now() + 8 * 24 * 3600 * 1000)
  expect(await readdir(runs)).toEqual(['open'])
})
