import { readCredentials } from '../access/credentials.ts'
import type { Instance } from '../instance/instance.ts'
import { readNetwork } from '../network/network.ts'
import { outsidePackets } from '../network/outside-packets.ts'
import { partitionsOf, type Partition } from './disturb.ts'
import { consolePath, readHosts, type HostRecord } from './record.ts'
import { statusOf, type HostState } from './state.ts'

export interface ListedHost extends HostRecord {
  readonly state: HostState
  /** ISO 8601. */
  readonly since?: string
  readonly user: string
  readonly keyPath: string
  readonly consolePath: string
  readonly partitions: readonly Partition[]
}

export interface SandboxList {
  readonly instance: string
  readonly subnet?: string
  readonly gateway?: string
  /** Packets that hosts sent to addresses outside their network; all were dropped. */
  readonly outsidePackets: number
  readonly hosts: readonly ListedHost[]
}

export const listSandbox = async (instance: Instance): Promise<SandboxList> => {
  const [records, network] = [await readHosts(instance), await readNetwork(instance)]
  if (records.length === 0)
    return { instance: instance.id, ...network, outsidePackets: await outsidePackets(instance), hosts: [] }
  const { keyUser } = await readCredentials(instance)
  const partitions = await partitionsOf(instance)
  const hosts = records.map(async (record) => {
    const { state, since } = await statusOf(instance, record.name)
    return {
      ...record,
      state,
      ...(since && { since: since.toISOString() }),
      user: keyUser.name,
      keyPath: keyUser.keyPath,
      consolePath: consolePath(instance, record.name),
      partitions: partitions.get(record.name) ?? [],
    }
  })
  return {
    instance: instance.id,
    ...network,
    outsidePackets: await outsidePackets(instance),
    hosts: await Promise.all(hosts),
  }
}
