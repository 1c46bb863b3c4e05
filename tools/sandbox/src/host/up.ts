import { ensureCredentials } from '../access/credentials.ts'
import { writeKnownHosts } from '../access/known-hosts.ts'
import type { Subnet } from '../address/pick-address.ts'
import type { Instance } from '../instance/instance.ts'
import { alone, aloneOnMachine } from '../instance/lock.ts'
import { prepareFolder } from '../instance/prepare-folder.ts'
import { holdMachine } from '../machine-state/held.ts'
import { ensureSwitch } from '../network/switch.ts'
import { checkRequirements } from '../requirements/check.ts'
import { boot } from './boot.ts'
import { ensureDisk } from './make.ts'
import { checkName, planHosts, type HostSpec } from './plan.ts'
import { clearHost } from './power.ts'
import { untilReady } from './ready.ts'
import { readHost, readHosts, writeHost, type HostRecord } from './record.ts'
import { statusOf } from './state.ts'
import { untilUnsupervised } from './supervisor.ts'

/**
 * Makes and boots the hosts that are asked for, side by side, and returns when all answer SSH. What is there already
 * is left alone, what an interrupted call left half made is finished; without specs, all hosts that exist are meant.
 */
export const bringUp = async (
  instance: Instance,
  specs: readonly HostSpec[],
  options: { install?: boolean } = {},
): Promise<HostRecord[]> => {
  for (const { name } of specs) checkName(name)
  await checkRequirements({ install: options.install ?? false, report: instance.report })
  return alone(instance, async () => {
    await prepareFolder(instance)
    const network = await aloneOnMachine(async () => {
      await holdMachine(instance)
      instance.report('kernel settings raised where hosts need more')
      return ensureSwitch(instance)
    })
    instance.report(`network ${network.subnet}, gateway ${network.gateway}`)
    const credentials = await ensureCredentials(instance)
    const existing = await readHosts(instance)
    const hosts = specs.length === 0 ? existing : planHosts(specs, existing, network)
    for (const host of hosts) if (!existing.includes(host)) await writeHost(instance, host)
    await allOf(
      hosts.map(async (host) => {
        await ensureDisk(instance, host, network, credentials)
        await ensureRunning(instance, host, network)
      }),
    )
    await writeKnownHosts(instance)
    return hosts
  })
}

/** Boots hosts that exist and are off. Throws `sandbox/HostUnknown`. */
export const startHosts = async (instance: Instance, names: readonly string[]): Promise<void> => {
  for (const name of names) await readHost(instance, name)
  await bringUp(
    instance,
    names.map((name) => ({ name })),
  )
}

const ensureRunning = async (instance: Instance, host: HostRecord, network: Subnet): Promise<void> => {
  const { state } = await statusOf(instance, host.name)
  if (state === 'running' || state === 'frozen') return instance.report(`${host.name}: ${state} already`)
  instance.report(`${host.name}: booting`)
  if (state === 'booting') {
    await untilReady(instance, host.name, (signal) => untilUnsupervised(instance, host.name, { signal }))
  } else {
    await clearHost(instance, host)
    await boot(instance, host, network)
  }
  instance.report(`${host.name}: answers SSH at ${host.address}`)
}

/** One host's failure keeps no other from being finished; the first one is thrown. */
const allOf = async (work: readonly Promise<void>[]): Promise<void> => {
  for (const outcome of await Promise.allSettled(work))
    if (outcome.status === 'rejected') throw outcome.reason
}
