import { createHash } from 'node:crypto'
import { join } from 'node:path'
import { toNumber } from '../address/address.ts'
import { groupNamed, type Group } from '../cgroup/group.ts'
import type { Instance } from '../instance/instance.ts'
import { hostFolder, type HostRecord } from './record.ts'

export const hostProgram = join(import.meta.dirname, '../../machine/host')

/** Group names below the sandbox's; `supervise` holds the supervising processes, `work` what commands run. */
export const hostGroup = (instance: Instance, name: string): Promise<Group> =>
  groupNamed(`${instance.names.cgroup}/host-${name}`)

/** The host's port of the switch. Link names are short, so it goes by the last octet of the address. */
export const portOf = ({ address }: Pick<HostRecord, 'address'>): string => `h${toNumber(address) % 256}`

/** All that machine/host is told about its host. */
export const environmentOf = async (
  instance: Instance,
  host: HostRecord,
  gateway: string,
): Promise<Record<string, string>> => {
  const group = await hostGroup(instance, host.name)
  return {
    HOST_NAME: host.name,
    HOST_FOLDER: hostFolder(instance, host.name),
    MACHINE: instance.names.hostNamespace(host.name),
    MACHINE_ID: host.machineId,
    NETNS: instance.names.hostNamespace(host.name),
    SWITCH: instance.names.switch,
    PORT: portOf(host),
    MAC: macOf(instance, host),
    ADDRESS: `${host.address}/24`,
    GATEWAY: gateway,
    CGROUPS: group.folders.join(' '),
    PROCESSES: group.processes,
    FREEZER: group.freezer.file,
    FREEZE: group.freezer.freeze,
    THAW: group.freezer.thaw,
    LIMITS: limitsOf(group, host).join(' '),
  }
}

/** Stays the same over reboots, as a network card's does; 02 marks it as locally administered. */
const macOf = ({ id }: Instance, { address }: HostRecord): string => {
  const digest = createHash('sha256').update(`${id} ${address}`).digest('hex')
  return ['02', ...[0, 2, 4, 6, 8].map((at) => digest.slice(at, at + 2))].join(':')
}

/** FILE=VALUE for each limit, in the words of the cgroup version that controls it. CPU time per period of 0.1 s. */
export const limitsOf = (
  { hierarchies, folders }: Pick<Group, 'hierarchies' | 'folders'>,
  { memoryBytes, cpus }: Pick<HostRecord, 'memoryBytes' | 'cpus'>,
): string[] => {
  const at = (controller: string): { folder: string; version: 1 | 2 } | undefined => {
    const index = hierarchies.findIndex(({ controllers }) => controllers.includes(controller))
    const place = index >= 0 ? index : hierarchies.findIndex(({ version }) => version === 2)
    const [folder, version] = [folders[place], hierarchies[place]?.version]
    return folder === undefined || version === undefined ? undefined : { folder, version }
  }
  const memory = memoryBytes === undefined ? undefined : at('memory')
  const cpu = cpus === undefined ? undefined : at('cpu')
  return [
    memory &&
      `${memory.folder}/${memory.version === 1 ? 'memory.limit_in_bytes' : 'memory.max'}=${memoryBytes}`,
    cpu && cpu.version === 1 && `${cpu.folder}/cpu.cfs_quota_us=${Math.round((cpus ?? 0) * 100_000)}`,
    cpu && cpu.version === 2 && `${cpu.folder}/cpu.max=${Math.round((cpus ?? 0) * 100_000)}`,
  ].filter((limit) => typeof limit === 'string')
}
