import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Log } from './log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('a log past its size begins anew and keeps the one before', async () => {
  const path = join(folder, 'registry.log')
  const log = new Log(path, 8)
  for (const line of ['first', 'second', 'third', 'fourth']) log.add(line)
  expect(await readFile(`${path}.1`, 'utf8')).toBe('first\nsecond\n')
  expect(await readFile(path, 'utf8')).toBe('third\nfourth\n')
})

test('the last twenty lines are at hand', () => {
  const log = new Log(join(folder, 'registry.log'))
  for (let line = 1; line <= 30; line++) log.add(String(line))
  expect(log.lastLines.split('\n')).toEqual(Array.from({ length: 20 }, (_, index) => String(index + 11)))
})
