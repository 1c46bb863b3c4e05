import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { rotatingLog } from './rotating-log.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-log-'))
})
afterEach(() => rm(folder, { recursive: true }))

const contentOf = (name: string) => readFile(join(folder, name), 'utf8')

test('a log that is full is moved aside, and only so many earlier ones are kept', async () => {
  const log = rotatingLog(join(folder, 'api.log'), { bytes: 12, kept: 2 })
  for (const line of ['first', 'second', 'third', 'fourth', 'fifth']) log.add(line)
  log.close()
  expect((await readdir(folder)).toSorted()).toEqual(['api.log', 'api.log.1', 'api.log.2'])
  expect(await contentOf('api.log')).toBe('fifth\n')
  expect(await contentOf('api.log.1')).toBe('fourth\n')
  expect(await contentOf('api.log.2')).toBe('third\n')
})

test('a log goes on where it was, also over a restart', async () => {
  for (const line of ['first', 'second']) {
    const log = rotatingLog(join(folder, 'api.log'))
    log.add(line)
    log.close()
  }
  expect(await contentOf('api.log')).toBe('first\nsecond\n')
})
