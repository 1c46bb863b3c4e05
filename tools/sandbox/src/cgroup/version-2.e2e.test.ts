import { run } from '@slipway/system'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'

let data: string
beforeAll(async () => {
  data = await makeTestFolder()
})
afterAll(() => removeTestFolder(data))

/** A machine on which cgroup version 1 holds the controllers shows version 2 without them; all else is as it is there. */
const withVersion2Alone =
  'umount --recursive /sys/fs/cgroup; mount -t cgroup2 cgroup2 /sys/fs/cgroup && exec "$@"'

test('where cgroups are version 2 alone, hosts boot, freeze, reboot, lose power and stop, and nothing is left', async () => {
  const program = join(import.meta.dirname, '../testing/version-2-process.ts')
  const wrapper = ['unshare', '--mount', 'sh', '-c', withVersion2Alone, 'sh'] as const
  const { stdout } = await run([...wrapper, process.execPath, program, data], {
    env: { NODE_OPTIONS: undefined },
  })
  expect(JSON.parse(stdout)).toEqual(['running', 'frozen', 'running', 'stopped', 'stopped'])
  expect(await readdir(data)).not.toContain('sandbox')
})
