import { cacheFolder } from '@slipway/system'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { downAll, openSandbox } from '../sandbox.ts'
import { machineSnapshot } from '../testing/machine-snapshot.ts'
import { startUp } from '../testing/start-up.ts'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'

let data: string
let id: string
beforeAll(async () => {
  data = await makeTestFolder()
  const sandbox = await openSandbox({ dataFolder: data })
  id = sandbox.id
  await sandbox.up([{ name: 'first' }]) // so that the template is in the cache
  await sandbox.down()
})
afterAll(() => removeTestFolder(data))

/** `up` is killed as soon as it says this, in the order in which it says it. */
const points = [
  { says: 'kernel settings raised', freshCache: false },
  { says: 'network 10.', freshCache: false },
  { says: 'installing Debian packages', freshCache: true },
  { says: 'making its disk', freshCache: false },
  { says: 'booting', freshCache: false },
]

test.each(points)('down leaves nothing after a kill -9 at "$says"', async ({ says, freshCache }) => {
  const cache = freshCache ? join(data, 'cache') : cacheFolder()
  await mkdir(cache, { recursive: true })
  const before = await machineSnapshot(id, data)
  const up = startUp({ data, cache }, ['one', 'two'])
  await up.line(says)
  up.process.kill('SIGKILL')
  await up.ended
  await (await openSandbox({ dataFolder: data, cacheFolder: cache })).down()
  expect(await machineSnapshot(id, data)).toEqual(before)
})

test('down leaves nothing of hosts that run', async () => {
  const before = await machineSnapshot(id, data)
  const sandbox = await openSandbox({ dataFolder: data })
  await sandbox.up([{ name: 'one' }, { name: 'two' }])
  const during = await machineSnapshot(id, data)
  for (const kind of ['mounts', 'loops', 'namespaces', 'links', 'routes', 'cgroups', 'processes'])
    expect.soft(during[kind], kind).not.toEqual(before[kind]) // the comparison sees what it is made for
  await sandbox.down()
  expect(await machineSnapshot(id, data)).toEqual(before)
})

test('up finishes what a killed up began, and the hosts that it finds stay as they are', async () => {
  const up = startUp({ data, cache: cacheFolder() }, ['one', 'two'])
  await up.line('booting')
  up.process.kill('SIGKILL')
  await up.ended
  const sandbox = await openSandbox({ dataFolder: data })
  await sandbox.up([{ name: 'one' }, { name: 'two' }])
  expect((await sandbox.list()).hosts.map(({ name, state }) => [name, state])).toEqual([
    ['one', 'running'],
    ['two', 'running'],
  ])
})

test('down is content where there is nothing, also where the folder never was', async () => {
  await downAll(data)
  await downAll(data)
  await downAll(join(data, 'never'))
})
