import { readFile } from 'node:fs/promises'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { watch } from 'node:fs'
import { join } from 'node:path'
import type { HostAccess } from '../access/ssh.ts'
import { processesOf } from '../cgroup/processes.ts'
import { locateInstance } from '../instance/instance.ts'
import { openSandbox, type Sandbox } from '../sandbox.ts'
import { onHost } from '../testing/on-host.ts'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'
import { hostGroup } from './environment.ts'
import { leaderOf } from './leader.ts'

let data: string
let sandbox: Sandbox
let host: HostAccess
beforeAll(async () => {
  data = await makeTestFolder()
  sandbox = await openSandbox({ dataFolder: data })
  ;[host] = (await sandbox.up([{ name: 'one' }])) as [HostAccess]
})
afterAll(() => removeTestFolder(data))

const state = async (): Promise<string> => (await sandbox.list()).hosts[0]!.state
const bootId = (): Promise<string> => onHost(host, 'cat /proc/sys/kernel/random/boot_id')
const instance = () => locateInstance({ dataFolder: data, cacheFolder: data })

test('a reboot is another boot, with the same disk and none of the old network', async () => {
  const before = await bootId()
  await onHost(host, 'sudo ip link add leftover type bridge; echo kept >note; sync')
  await sandbox.reboot('one')
  expect(await bootId()).not.toBe(before)
  expect(await onHost(host, 'cat note; ls /sys/class/net')).toBe('kept\neth0\nlo')
})

test('a host reboots itself and comes back', async () => {
  const before = await bootId()
  const signal = join(data, 'sandbox/hosts/one/signal')
  const back = new Promise<void>((resolve) => {
    const look = async () => {
      const boot = await readFile(join(signal, 'ready'), 'utf8').catch(() => before)
      if (boot.trim() !== before) resolve(watcher.close())
    }
    const watcher = watch(signal, () => void look())
  })
  await onHost(host, 'sudo systemctl reboot').catch(() => {}) // the connection may end before the answer
  await back
  expect(await bootId()).not.toBe(before)
  expect(await state()).toBe('running')
})

test('a host that shuts itself down is stopped', async () => {
  const ended = untilStopped()
  await onHost(host, 'sudo systemctl poweroff').catch(() => {})
  await ended
  expect(await state()).toBe('stopped')
  await sandbox.start('one')
  expect(await state()).toBe('running')
})

test('a shutdown lets programs end in order, and a stopped host keeps its files', async () => {
  await onHost(
    host,
    'sudo systemd-run --quiet --property=ExecStop=\'/bin/sh -c "echo ended >/home/ops/ended; sync"\' sleep infinity',
  )
  await sandbox.stop('one')
  expect(await state()).toBe('stopped')
  expect(await processesOf(await hostGroup(await instance(), 'one'))).toEqual([])
  await sandbox.stop('one') // nothing to do
  await sandbox.start('one')
  expect(await onHost(host, 'cat ended')).toBe('ended')
})

test('a power cut lets nobody end in order', async () => {
  await onHost(
    host,
    'rm ended; sudo systemd-run --quiet --property=ExecStop=\'/bin/sh -c "echo ended >/home/ops/ended"\' sleep infinity',
  )
  await sandbox.kill('one')
  expect(await state()).toBe('stopped')
  expect(await processesOf(await hostGroup(await instance(), 'one'))).toEqual([])
  await sandbox.start('one')
  await expect(onHost(host, 'cat ended')).rejects.toThrow('No such file')
})

test('a frozen host answers nothing, and goes on where it was', async () => {
  const before = await bootId()
  await sandbox.freeze('one')
  expect(await state()).toBe('frozen')
  await expect(sandbox.stop('one')).rejects.toMatchObject({
    code: 'sandbox/HostNotRunning',
    data: { state: 'frozen' },
  })
  await sandbox.heal('one')
  expect(await bootId()).toBe(before)
})

test('a frozen host can have its power cut', async () => {
  await sandbox.freeze('one')
  await sandbox.kill('one')
  expect(await state()).toBe('stopped')
  await sandbox.start('one')
})

test('a host whose supervisor was killed is called failed, and up mends it', async () => {
  const here = await instance()
  const supervisors = await processesOf(
    await hostGroup(here, 'one').then((group) => ({
      ...group,
      processes: group.processes.replace('host-one', 'supervise'),
    })),
  )
  expect(supervisors).toHaveLength(1)
  process.kill(supervisors[0]!, 'SIGKILL')
  const leader = await leaderOf(here, 'one')
  expect(await state()).toBe('failed')
  await sandbox.up([{ name: 'one' }])
  expect(await state()).toBe('running')
  expect(await leaderOf(here, 'one')).not.toBe(leader)
})

test('killing a host that is off is no mistake; rebooting it is', async () => {
  await sandbox.kill('one')
  await sandbox.kill('one')
  await expect(sandbox.reboot('one')).rejects.toMatchObject({ code: 'sandbox/HostNotRunning' })
  await expect(sandbox.reboot('nobody')).rejects.toMatchObject({
    code: 'sandbox/HostUnknown',
    data: { known: ['one'] },
  })
})

const untilStopped = (): Promise<void> =>
  new Promise((resolve) => {
    const watcher = watch(join(data, 'sandbox/hosts/one'), (_, name) => {
      if (name === 'ended') resolve(watcher.close())
    })
  })
