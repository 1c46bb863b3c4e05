import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { open, rm } from 'node:fs/promises'
import { join } from 'node:path'
import type { Subnet } from '../address/pick-address.ts'
import { groupNamed, makeParent } from '../cgroup/group.ts'
import { entering } from '../cgroup/run-within.ts'
import type { Instance } from '../instance/instance.ts'
import { environmentOf, hostProgram } from './environment.ts'
import { untilReady } from './ready.ts'
import { consolePath, hostFolder, type HostRecord } from './record.ts'

/** Powers the host on and returns when it answers SSH. It lives on by itself, supervised by a process of its own. */
export const boot = async (instance: Instance, host: HostRecord, { gateway }: Subnet): Promise<void> => {
  const folder = hostFolder(instance, host.name)
  await makeParent(await groupNamed(instance.names.cgroup))
  await rm(join(folder, 'signal/ready'), { force: true })
  const [shell, ...words] = await entering(instance, 'supervise')
  const log = await open(consolePath(instance, host.name), 'w', 0o600)
  try {
    const supervisor = spawn(shell, [...words, hostProgram, 'supervise'], {
      cwd: '/',
      detached: true,
      env: { PATH: process.env.PATH, ...(await environmentOf(instance, host, gateway)) },
      stdio: ['ignore', log.fd, log.fd],
    })
    await untilReady(instance, host.name, (signal) => once(supervisor, 'exit', { signal }))
    supervisor.unref()
  } finally {
    await log.close()
  }
}
