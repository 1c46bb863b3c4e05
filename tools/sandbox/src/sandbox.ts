import { cacheFolder, dataFolder } from '@slipway/system'
import { accessTo, type HostAccess } from './access/ssh.ts'
import { fillDiskOf, freezeHost, healHost, partitionHost, type Direction } from './host/disturb.ts'
import { takeDown, takeDownHosts } from './host/down.ts'
import { listSandbox, type SandboxList } from './host/list.ts'
import type { HostSpec } from './host/plan.ts'
import { killHost, rebootHost, stopHost } from './host/power.ts'
import { readHost, readHosts } from './host/record.ts'
import { bringUp, startHosts } from './host/up.ts'
import { locateInstance, type InstanceOptions } from './instance/instance.ts'
import { outsidePackets } from './network/outside-packets.ts'
import { checkRoot } from './requirements/check.ts'

/** The hosts of one data folder. Every method may be called by several processes at once. */
export interface Sandbox {
  /** Six hexadecimal digits that are part of every name this sandbox has on the machine. */
  readonly id: string
  /** Returns once all answer SSH; without specs, all hosts that exist are booted. */
  up(specs: readonly HostSpec[], options?: { install?: boolean }): Promise<HostAccess[]>
  list(): Promise<SandboxList>
  access(name: string): Promise<HostAccess>
  start(...names: string[]): Promise<void>
  stop(name: string): Promise<void>
  reboot(name: string): Promise<void>
  kill(name: string): Promise<void>
  freeze(name: string): Promise<void>
  partition(name: string, from: readonly string[], direction?: Direction): Promise<void>
  fillDisk(name: string, leaveBytes?: number): Promise<void>
  /** Ends freeze, partitions and fill-disk; without names, of all hosts. */
  heal(...names: string[]): Promise<void>
  outsidePackets(): Promise<number>
  /** Without names, all that this sandbox has on the machine; its cached templates stay. */
  down(...names: string[]): Promise<void>
}

export const openSandbox = async (options: Partial<InstanceOptions> = {}): Promise<Sandbox> => {
  const instance = await locateInstance({
    ...options,
    dataFolder: options.dataFolder ?? dataFolder(),
    cacheFolder: options.cacheFolder ?? cacheFolder(),
  })
  const asRoot = async <Result>(work: () => Promise<Result>): Promise<Result> => {
    checkRoot()
    return work()
  }
  return {
    id: instance.id,
    up: async (specs, upOptions) => {
      const hosts = await bringUp(instance, specs, upOptions)
      return Promise.all(hosts.map((host) => accessTo(instance, host)))
    },
    list: () => asRoot(() => listSandbox(instance)),
    access: async (name) => accessTo(instance, await readHost(instance, name)),
    start: (...names) => startHosts(instance, names),
    stop: (name) => asRoot(() => stopHost(instance, name)),
    reboot: (name) => asRoot(() => rebootHost(instance, name)),
    kill: (name) => asRoot(() => killHost(instance, name)),
    freeze: (name) => asRoot(() => freezeHost(instance, name)),
    partition: (name, from, direction = 'both') =>
      asRoot(() => partitionHost(instance, name, from, direction)),
    fillDisk: (name, leaveBytes = 0) => asRoot(() => fillDiskOf(instance, name, leaveBytes)),
    heal: (...names) =>
      asRoot(async () => {
        const all = names.length > 0 ? names : (await readHosts(instance)).map(({ name }) => name)
        for (const name of all) await healHost(instance, name)
      }),
    outsidePackets: () => asRoot(() => outsidePackets(instance)),
    down: (...names) => (names.length === 0 ? takeDown(instance) : takeDownHosts(instance, names)),
  }
}

/** Removes whatever a sandbox of this data folder has on the machine, also after a crash; nothing is fine too. */
export const downAll = async (folder: string): Promise<void> =>
  (await openSandbox({ dataFolder: folder })).down()
