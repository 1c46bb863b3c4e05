import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { flavourNames } from '../flavour/flavours.ts'
import type { Instance } from '../instance/instance.ts'
import { readRecord, writeRecord } from '../instance/record.ts'
import { sandboxProblems } from '../problems.ts'

const schema = z.object({
  name: z.string(),
  address: z.string(),
  flavour: z.enum(flavourNames),
  /** Bytes. */
  diskBytes: z.int(),
  /** Bytes; without it, as much as the machine has. */
  memoryBytes: z.int().optional(),
  /** Processors, also a fraction; without it, all. */
  cpus: z.number().optional(),
  machineId: z.string(),
  productId: z.string(),
})

/** What a host is, for as long as it exists; written before anything of it is made. */
export type HostRecord = z.output<typeof schema>

export const hostFolder = ({ folder }: Instance, name: string): string => join(folder, 'hosts', name)
export const consolePath = (instance: Instance, name: string): string =>
  join(hostFolder(instance, name), 'console.log')
const recordPath = (instance: Instance, name: string): string => join(hostFolder(instance, name), 'host.json')

export const writeHost = (instance: Instance, host: HostRecord): Promise<void> =>
  writeRecord(recordPath(instance, host.name), host)

export const readHosts = async (instance: Instance): Promise<HostRecord[]> => {
  const names = await readdir(join(instance.folder, 'hosts')).catch(() => [])
  const hosts = await Promise.all(names.sort().map((name) => readRecord(recordPath(instance, name), schema)))
  return hosts.filter((host) => host !== undefined).sort(byAddress)
}

/** Throws `sandbox/HostUnknown`. */
export const readHost = async (instance: Instance, name: string): Promise<HostRecord> => {
  const hosts = await readHosts(instance)
  const host = hosts.find((host) => host.name === name)
  if (host === undefined) throw sandboxProblems.HostUnknown({ name, known: hosts.map((host) => host.name) })
  return host
}

const byAddress = (one: HostRecord, other: HostRecord): number =>
  one.address.localeCompare(other.address, 'en', { numeric: true })
