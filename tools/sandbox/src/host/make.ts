import { access, mkdir, rename, rm, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { makeKey, type Credentials } from '../access/credentials.ts'
import type { Subnet } from '../address/pick-address.ts'
import { runWithin } from '../cgroup/run-within.ts'
import { checkSpace } from '../disk/space.ts'
import { ensureTemplate } from '../flavour/template.ts'
import type { Instance } from '../instance/instance.ts'
import { hostFolder, type HostRecord } from './record.ts'

const imprintProgram = join(import.meta.dirname, '../../machine/imprint')
/** What the image of a fresh host takes, and a little to run. */
const freshBytes = 512 * 2 ** 20

/** Makes the host's disk unless it is there: a copy of the template that is turned into this host, then named. */
export const ensureDisk = async (
  instance: Instance,
  host: HostRecord,
  network: Subnet,
  credentials: Credentials,
): Promise<void> => {
  const folder = hostFolder(instance, host.name)
  const disk = join(folder, 'disk.ext4')
  await mkdir(join(folder, 'signal'), { recursive: true })
  if (await exists(disk)) return
  const template = await ensureTemplate(instance, host.flavour)
  instance.report(`${host.name}: making its disk`)
  await checkSpace(folder, freshBytes)
  const part = `${disk}.part`
  await runWithin(instance, ['cp', '--sparse=always', '--reflink=auto', template, part])
  await truncate(part, host.diskBytes)
  await runWithin(instance, ['resize2fs', '-f', part])
  await runWithin(instance, ['tune2fs', '-f', '-U', 'random', part])
  await writeIdentity(join(folder, 'identity'), host, network, credentials)
  await runWithin(instance, ['unshare', '--mount', imprintProgram, part, join(folder, 'identity')], {
    input: `admin:${credentials.passwordUser.password}\n`,
  })
  await rename(part, disk)
}

/** The files that make a host itself, by their place on it. */
const writeIdentity = async (
  folder: string,
  host: HostRecord,
  { gateway }: Subnet,
  { keyUser }: Credentials,
): Promise<void> => {
  await rm(folder, { recursive: true, force: true })
  for (const place of ['etc/ssh', 'usr/lib/sandbox-host/dmi', 'home/ops/.ssh'])
    await mkdir(join(folder, place), { recursive: true })
  for (const type of ['ed25519', 'ecdsa'] as const)
    await makeKey(join(folder, `etc/ssh/ssh_host_${type}_key`), type, `root@${host.name}`)
  const files = {
    'etc/hostname': `${host.name}\n`,
    'etc/machine-id': `${host.machineId}\n`,
    'etc/hosts': `127.0.0.1 localhost\n::1 localhost ip6-localhost ip6-loopback\n${host.address} ${host.name}\n`,
    // the platform's address: nobody answers there yet, but CoreDNS refuses a loopback address and an empty file
    'etc/resolv.conf': `nameserver ${gateway}\n`,
    'home/ops/.ssh/authorized_keys': `${keyUser.publicKey}\n`,
    'usr/lib/sandbox-host/dmi/product_uuid': `${host.productId}\n`,
    'usr/lib/sandbox-host/dmi/product_serial': `${host.machineId}\n`,
    'usr/lib/sandbox-host/dmi/product_name': 'Sandbox host\n',
    'usr/lib/sandbox-host/dmi/sys_vendor': 'Slipway\n',
  }
  for (const [place, content] of Object.entries(files)) await writeFile(join(folder, place), content)
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
