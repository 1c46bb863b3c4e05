import { afterAll, afterEach, beforeAll, expect, test } from 'vitest'
import type { HostAccess } from '../access/ssh.ts'
import { openSandbox, type Sandbox } from '../sandbox.ts'
import { onHost, reaches } from '../testing/on-host.ts'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'

let data: string
let sandbox: Sandbox
let [one, two, three]: HostAccess[] = []
beforeAll(async () => {
  data = await makeTestFolder()
  sandbox = await openSandbox({ dataFolder: data })
  ;[one, two, three] = await sandbox.up([
    { name: 'one', diskBytes: 2 * 2 ** 30 },
    { name: 'two', diskBytes: 2 * 2 ** 30 },
    { name: 'three' },
  ])
})
afterAll(() => removeTestFolder(data))
afterEach(() => sandbox.heal())

test('a partition cuts a host from those it names, and from no other', async () => {
  await sandbox.partition('one', ['two'])
  expect(await reaches(two!, one!.address)).toBe(false)
  expect(await reaches(one!, two!.address)).toBe(false)
  expect(await reaches(three!, one!.address)).toBe(true)
  await sandbox.heal('two')
  expect(await reaches(two!, one!.address)).toBe(true)
})

test.each([
  { direction: 'in', arrives: false },
  { direction: 'out', arrives: true },
] as const)('cut $direction: what the other sends arrives: $arrives', async ({ direction, arrives }) => {
  await sandbox.partition('one', ['two'], direction)
  const card = await onHost(one!, 'cat /sys/class/net/eth0/address')
  // else host two would not send while nobody answers its question for the card
  await onHost(two!, `sudo ip neigh replace ${one!.address} lladdr ${card} dev eth0 nud permanent`)
  const before = await received()
  expect(await reaches(two!, one!.address)).toBe(false) // either the question or the answer is lost
  expect((await received()) > before).toBe(arrives)
  expect((await sandbox.list()).hosts.map(({ name, partitions }) => [name, partitions])).toEqual([
    ['one', [{ from: 'two', direction }]],
    ['two', [{ from: 'one', direction: direction === 'in' ? 'out' : 'in' }]],
    ['three', []],
  ])
})

/** Echo requests that host one got, as its own kernel counts them. */
const received = async (): Promise<number> => {
  const [names = [], values = []] = (await onHost(one!, 'grep ^Icmp: /proc/net/snmp'))
    .split('\n')
    .map((line) => line.split(' '))
  return Number(values[names.indexOf('InEchos')])
}

test('a host can be cut from the platform alone', async () => {
  await sandbox.partition('one', ['platform'])
  await expect(onHost(one!, 'true')).rejects.toThrow('timed out')
  expect(await reaches(two!, one!.address)).toBe(true)
})

test('a partition outlasts a reboot of the host', async () => {
  await sandbox.partition('one', ['two'])
  await sandbox.reboot('one')
  expect(await reaches(two!, one!.address)).toBe(false)
})

test('what cannot be cut is refused', async () => {
  await expect(sandbox.partition('one', ['one'])).rejects.toMatchObject({ code: 'sandbox/CutWithItself' })
  await expect(sandbox.partition('one', ['two', 'nobody'])).rejects.toMatchObject({
    code: 'sandbox/HostUnknown',
  })
  expect((await sandbox.list()).hosts.flatMap(({ partitions }) => partitions)).toEqual([])
})

test('a full disk is one host alone: also root writes nothing more there, and all others do', async () => {
  await sandbox.fillDisk('one')
  await expect(onHost(one!, 'sudo dd if=/dev/zero of=/root/more bs=1M count=1 conv=fsync')).rejects.toThrow(
    'No space left',
  )
  await onHost(two!, 'sudo dd if=/dev/zero of=/root/more bs=1M count=1 conv=fsync')
  await sandbox.heal('one')
  await onHost(one!, 'sudo dd if=/dev/zero of=/root/more bs=1M count=1 conv=fsync')
})

test('fill-disk leaves what it is told to leave', async () => {
  await sandbox.fillDisk('one', 100 * 2 ** 20)
  const left = Number(await onHost(one!, 'df --output=avail --block-size=1M / | tail -n 1'))
  expect(left).toBeGreaterThan(90)
  expect(left).toBeLessThanOrEqual(100)
})
