import { rm } from 'node:fs/promises'
import { writeKnownHosts } from '../access/known-hosts.ts'
import { endProcesses, removeGroup } from '../cgroup/end.ts'
import { groupNamed } from '../cgroup/group.ts'
import { untilLoopsAreGone } from '../disk/loops.ts'
import { removePartialTemplates } from '../flavour/template.ts'
import type { Instance } from '../instance/instance.ts'
import { alone, aloneOnMachine } from '../instance/lock.ts'
import { releaseMachine } from '../machine-state/held.ts'
import { removeSwitch } from '../network/switch.ts'
import { checkRoot } from '../requirements/check.ts'
import { endCuts } from './disturb.ts'
import { hostGroup } from './environment.ts'
import { killHost } from './power.ts'
import { hostFolder, readHost } from './record.ts'

/**
 * Removes the whole sandbox. Needs nothing but names, which follow from the folder's place: whatever an `up` had made
 * when it was killed, this finds. Processes first, since mounts, loop devices and cgroups go with the last of them.
 */
export const takeDown = async (instance: Instance): Promise<void> => {
  checkRoot()
  await alone(instance, async () => {
    const group = await groupNamed(instance.names.cgroup)
    await endProcesses(group)
    await removeGroup(group)
    await aloneOnMachine(async () => {
      await removeSwitch(instance)
      await releaseMachine(instance)
    })
    await untilLoopsAreGone(instance.folder)
    await removePartialTemplates(instance)
    await rm(instance.folder, { recursive: true, force: true })
  })
}

/** Removes single hosts and leaves the others as they are. */
export const takeDownHosts = async (instance: Instance, names: readonly string[]): Promise<void> => {
  checkRoot()
  await alone(instance, async () => {
    const hosts = await Promise.all(names.map((name) => readHost(instance, name)))
    for (const host of hosts) {
      await killHost(instance, host.name)
      await removeGroup(await hostGroup(instance, host.name))
      await endCuts(instance, host)
      await rm(hostFolder(instance, host.name), { recursive: true })
      instance.report(`${host.name}: removed`)
    }
    await writeKnownHosts(instance)
  })
}
