import { run } from '@slipway/system'
import { readFile, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { sshCommand, type HostAccess } from '../access/ssh.ts'
import { openSandbox, type Sandbox } from '../sandbox.ts'
import { onHost } from '../testing/on-host.ts'
import { makeTestFolder, removeTestFolder } from '../testing/test-folder.ts'

let data: string
let sandbox: Sandbox
let [web, db, bare]: HostAccess[] = []
beforeAll(async () => {
  data = await makeTestFolder()
  sandbox = await openSandbox({ dataFolder: data })
  ;[web, db, bare] = await sandbox.up([
    { name: 'web', memoryBytes: 512 * 2 ** 20, cpus: 0.5 },
    { name: 'db', diskBytes: 3 * 2 ** 30 },
    { name: 'bare', flavour: 'debian-12-no-python' },
  ])
})
afterAll(() => removeTestFolder(data))

const everywhere = (command: string): Promise<string[]> =>
  Promise.all([web!, db!, bare!].map((host) => onHost(host, command)))

describe('each host is a server of its own', () => {
  test.each([
    ['SSH host key', 'cat /etc/ssh/ssh_host_ed25519_key.pub /etc/ssh/ssh_host_ecdsa_key.pub'],
    ['machine id', 'cat /etc/machine-id'],
    ['product id', 'cat /sys/class/dmi/id/product_uuid'],
    ['boot id', 'cat /proc/sys/kernel/random/boot_id'],
    ['network card', 'cat /sys/class/net/eth0/address'],
  ])('by its %s', async (_, command) => {
    const answers = await everywhere(command)
    expect(new Set(answers).size).toBe(3)
    expect(answers).not.toContain('')
  })

  test('by its name, which it finds under its own address', async () => {
    expect(await everywhere('hostname; getent hosts "$(hostname)"')).toEqual(
      [web!, db!, bare!].map(({ name, address }) => expect.stringMatching(`^${name}\n${address} +${name}$`)),
    )
  })

  test('and the product id is where Ansible looks for it too', async () => {
    const [both] = await everywhere(
      'cat /sys/class/dmi/id/product_uuid /sys/devices/virtual/dmi/id/product_uuid',
    )
    expect(both).toMatch(/^([0-9a-f-]{36})\n\1$/)
  })

  test('with systemd as process 1, and no unit that failed', async () => {
    expect(await everywhere('cat /proc/1/comm; systemctl --failed --no-legend')).toEqual([
      'systemd',
      'systemd',
      'systemd',
    ])
  })

  test('with links of its own alone, and no name server on loopback, where CoreDNS would find itself', async () => {
    expect(await everywhere('ls /sys/class/net')).toEqual(['eth0\nlo', 'eth0\nlo', 'eth0\nlo'])
    expect(await onHost(web!, 'cat /etc/resolv.conf')).toBe(`nameserver ${(await sandbox.list()).gateway}`)
  })

  test('with an ext4 disk of the size that was asked for', async () => {
    const [, disk] = await everywhere('df --output=fstype,size --block-size=1G / | tail -n 1')
    expect(disk).toMatch(/^ext4 +3$/)
  })

  test('with cgroups it may write, in every hierarchy', async () => {
    const make =
      'for h in /sys/fs/cgroup/ /sys/fs/cgroup/*/; do if [ -e $h/cgroup.procs ]; then mkdir $h/t && rmdir $h/t && echo ok; fi; done'
    expect(new Set((await onHost(web!, `sudo sh -c '${make}'`)).split('\n'))).toEqual(new Set(['ok']))
  })

  test('with the limits that it was given', async () => {
    const limits =
      'cd /sys/fs/cgroup; cat memory/memory.limit_in_bytes memory.max cpu/cpu.cfs_quota_us cpu.max 2>/dev/null'
    expect(await onHost(web!, `${limits}; true`)).toMatch(/^536870912\n50000/)
  })

  test('with or without Python, as its flavour says, and without what the bundle has to bring', async () => {
    const has = (program: string) => `command -v ${program} >/dev/null && echo ${program};`
    const ask = `export PATH=$PATH:/usr/sbin; ${['python3', 'curl', 'conntrack', 'socat', 'nft', 'iptables', 'chronyd'].map(has).join('')} true`
    expect(await everywhere(ask)).toEqual(['python3\ncurl', 'python3\ncurl', 'curl'])
  })
})

describe('access', () => {
  test('the key user becomes root without being asked', async () => {
    expect(await everywhere('sudo -n id -u')).toEqual(['0', '0', '0'])
  })

  test('the password user logs in by password, and sudo asks for it', async () => {
    const { passwordUser, passwordPath, address, knownHostsPath } = web!
    const askpass = join(data, 'askpass')
    await writeFile(askpass, `#!/bin/sh\ncat ${passwordPath}\n`, { mode: 0o700 })
    const login = [
      ...(['ssh', '-F', 'none', '-o', 'PubkeyAuthentication=no', '-o', 'StrictHostKeyChecking=yes'] as const),
      ...['-o', `UserKnownHostsFile=${knownHostsPath}`, `${passwordUser}@${address}`],
    ] as const
    const env = { SSH_ASKPASS: askpass, SSH_ASKPASS_REQUIRE: 'force' }
    await expect(run([...login, 'sudo -n id -u'], { env })).rejects.toThrow('a password is required')
    const input = await readFile(passwordPath)
    expect((await run([...login, 'sudo -S -p "" id -u'], { env, input })).stdout).toBe('0')
  })

  test('a wrong password is refused', async () => {
    const { passwordUser, address, knownHostsPath } = web!
    const options = ['-o', 'PubkeyAuthentication=no', '-o', `UserKnownHostsFile=${knownHostsPath}`]
    const env = { SSH_ASKPASS: '/bin/echo', SSH_ASKPASS_REQUIRE: 'force' }
    await expect(
      run(['ssh', '-F', 'none', ...options, `${passwordUser}@${address}`, 'true'], { env }),
    ).rejects.toThrow('Permission denied')
  })

  test('keys and password can be read by their owner alone', async () => {
    for (const path of [web!.keyPath, web!.passwordPath]) expect((await stat(path)).mode & 0o777).toBe(0o600)
  })
})

describe('up', () => {
  test('leaves hosts alone that run already', async () => {
    const boots = await everywhere('cat /proc/sys/kernel/random/boot_id')
    await sandbox.up([{ name: 'web' }, { name: 'bare', flavour: 'debian-12-no-python' }])
    await sandbox.up([])
    expect(await everywhere('cat /proc/sys/kernel/random/boot_id')).toEqual(boots)
  })

  test.each([
    ['name', 'sandbox/NameTaken', () => ({ name: 'web', flavour: 'debian-12-no-python' as const })],
    ['address', 'sandbox/AddressTaken', () => ({ name: 'other', address: db!.address })],
    [
      'address outside the network',
      'sandbox/AddressOutside',
      () => ({ name: 'other', address: '192.0.2.7' }),
    ],
  ])('refuses a taken or impossible %s, and makes nothing', async (_, code, spec) => {
    await expect(sandbox.up([{ name: 'new' }, spec()])).rejects.toMatchObject({ code })
    expect((await sandbox.list()).hosts.map(({ name }) => name)).toEqual(['web', 'db', 'bare'])
  })
})

test('a kernel setting that a host changes is changed for that host alone, and until it boots again', async () => {
  const machines = await readFile('/proc/sys/vm/swappiness', 'utf8')
  const value = machines.trim() === '7' ? '8' : '7'
  await onHost(web!, `sudo sysctl -w vm.swappiness=${value} net.ipv4.ip_forward=1`)
  expect(await onHost(web!, 'cat /proc/sys/vm/swappiness /proc/sys/net/ipv4/ip_forward')).toBe(`${value}\n1`)
  expect(await onHost(db!, 'cat /proc/sys/vm/swappiness')).toBe(machines.trim())
  expect(await readFile('/proc/sys/vm/swappiness', 'utf8')).toBe(machines)
})

test('what a host says to the outside is counted and never leaves', async () => {
  const before = await sandbox.outsidePackets()
  await onHost(web!, 'ping -c 3 -i 0.2 -W 1 192.0.2.1 || true')
  await onHost(web!, `ping -c 1 -W 1 ${db!.address}; ping -c 1 -W 1 ${(await sandbox.list()).gateway}`)
  expect(await sandbox.outsidePackets()).toBe(before + 3)
})

test('list says where hosts are, how to get in, and since when they run', async () => {
  const list = await sandbox.list()
  expect(list).toMatchObject({ instance: sandbox.id, subnet: expect.stringMatching(/^10\..*\.0\/24$/) })
  expect(list.hosts[1]).toMatchObject({
    ...{ name: 'db', address: db!.address, state: 'running', flavour: 'debian-12', diskBytes: 3 * 2 ** 30 },
    ...{ user: 'ops', keyPath: db!.keyPath, partitions: [], since: expect.stringMatching(/^\d{4}-/) },
  })
})

test('the keys of all hosts are known, and a host with another key is not talked to', async () => {
  const [program, ...args] = sshCommand({ ...web!, address: db!.address })
  const swapped = args.map((arg) =>
    arg.startsWith('UserKnownHostsFile=') ? `UserKnownHostsFile=${join(data, 'swapped')}` : arg,
  )
  const keyOfWeb = (await readFile(web!.knownHostsPath, 'utf8'))
    .split('\n')
    .filter((line) => line.startsWith('web,'))
  await writeFile(
    join(data, 'swapped'),
    keyOfWeb.map((line) => `${line.replace(web!.address, db!.address)}\n`).join(''),
  )
  await expect(run([program, ...swapped, 'true'])).rejects.toThrow('Host key verification failed')
})

test('a host can be removed, and the others stay', async () => {
  await sandbox.down('bare')
  expect((await sandbox.list()).hosts.map(({ name, state }) => [name, state])).toEqual([
    ['web', 'running'],
    ['db', 'running'],
  ])
  await expect(sandbox.access('bare')).rejects.toMatchObject({ code: 'sandbox/HostUnknown' })
})
