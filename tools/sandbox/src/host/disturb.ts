import { freeze, thaw } from '../cgroup/freeze.ts'
import { fillDisk, freeDisk } from '../disk/fill.ts'
import type { Instance } from '../instance/instance.ts'
import { addCuts, listCuts, removeCuts, type Cut } from '../network/cuts.ts'
import { uplink } from '../network/switch.ts'
import { sandboxProblems } from '../problems.ts'
import { hostGroup, portOf } from './environment.ts'
import { leaderOf } from './leader.ts'
import { readHost, readHosts, type HostRecord } from './record.ts'
import { statusOf } from './state.ts'

export const directions = ['both', 'in', 'out'] as const
/** Seen from the host that is cut off: `in` is what it no longer receives, `out` what it no longer sends. */
export type Direction = (typeof directions)[number]

/** The machine itself, in place of a host's name. */
export const platform = 'platform'

/** Stops every process of the host where it stands: it answers nothing, its connections stay open. */
export const freezeHost = async (instance: Instance, name: string): Promise<void> => {
  await readHost(instance, name)
  const { state } = await statusOf(instance, name)
  if (state === 'frozen') return
  if (state !== 'running') throw notRunning(name, state, 'Freezing')
  await freeze(await hostGroup(instance, name))
}

/** Cuts a host from others, in one direction or both, without a trace that either could see but silence. */
export const partitionHost = async (
  instance: Instance,
  name: string,
  from: readonly string[],
  direction: Direction,
): Promise<void> => {
  const port = portOf(await readHost(instance, name))
  if (from.includes(name)) throw sandboxProblems.CutWithItself({ name })
  const others = await Promise.all(
    from.map(async (other) => (other === platform ? uplink : portOf(await readHost(instance, other)))),
  )
  const cuts = others.flatMap((other) => [
    ...(direction === 'out' ? [] : [{ from: other, to: port }]),
    ...(direction === 'in' ? [] : [{ from: port, to: other }]),
  ])
  await addCuts(instance, cuts)
}

/** Makes room on a disk that fill-disk filled, lets a frozen host go on, and ends its partitions. */
export const healHost = async (instance: Instance, name: string): Promise<void> => {
  const host = await readHost(instance, name)
  await thaw(await hostGroup(instance, name))
  await endCuts(instance, host)
  const leader = await leaderOf(instance, name)
  if (leader !== undefined) await freeDisk(leader)
}

export const endCuts = async (instance: Instance, host: HostRecord): Promise<void> => {
  const port = portOf(host)
  const ends = ({ from, to }: Cut) => from === port || to === port
  await removeCuts(instance, (await listCuts(instance)).filter(ends))
}

/** Fills the host's disk up to `leaveBytes`. The disk is its own: no other host has less. */
export const fillDiskOf = async (instance: Instance, name: string, leaveBytes: number): Promise<void> => {
  await readHost(instance, name)
  const { state } = await statusOf(instance, name)
  const leader = await leaderOf(instance, name)
  if (leader === undefined) throw notRunning(name, state, 'Filling its disk')
  await fillDisk(leader, leaveBytes)
}

/** From whom a host is cut off, by name. */
export interface Partition {
  readonly from: string
  readonly direction: Direction
}

export const partitionsOf = async (instance: Instance): Promise<Map<string, Partition[]>> => {
  const hosts = await readHosts(instance)
  const cuts = await listCuts(instance)
  const others = [
    ...hosts.map((host) => ({ name: host.name, port: portOf(host) })),
    { name: platform, port: uplink },
  ]
  return new Map(
    hosts.map((host) => {
      const port = portOf(host)
      const partitions = others.flatMap(({ name, port: other }) => {
        const received = cuts.some(({ from, to }) => from === other && to === port)
        const sent = cuts.some(({ from, to }) => from === port && to === other)
        if (!received && !sent) return []
        return [
          {
            from: name,
            direction: received && sent ? ('both' as const) : received ? ('in' as const) : ('out' as const),
          },
        ]
      })
      return [host.name, partitions]
    }),
  )
}

const notRunning = (name: string, state: string, wanted: string) =>
  sandboxProblems.HostNotRunning({
    name,
    state,
    wanted,
    remedy: `Start it first: slipway sandbox start ${name}`,
  })
