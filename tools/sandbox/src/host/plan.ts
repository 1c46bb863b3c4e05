import { randomUUID } from 'node:crypto'
import { checkAddress, pickAddress, type Subnet } from '../address/pick-address.ts'
import { formatSize } from '../disk/size.ts'
import { flavourNames, type FlavourName } from '../flavour/flavours.ts'
import { sandboxProblems } from '../problems.ts'
import type { HostRecord } from './record.ts'

/** What is asked for; what is left out is chosen, or stays as it is with a host that exists. */
export interface HostSpec {
  name: string
  address?: string | undefined
  flavour?: FlavourName | undefined
  diskBytes?: number | undefined
  memoryBytes?: number | undefined
  cpus?: number | undefined
}

/** A sparse file: it takes room only as the host fills it. */
export const defaultDiskBytes = 20 * 2 ** 30
export const smallestDiskBytes = 2 ** 30

/**
 * The hosts that `specs` name, those that exist as they are, new ones with an address and ids of their own.
 * Throws `sandbox/NameInvalid`, `NameTaken`, `AddressTaken`, `AddressOutside` or `SubnetFull`.
 */
export const planHosts = (
  specs: readonly HostSpec[],
  existing: readonly HostRecord[],
  network: Subnet,
): HostRecord[] => {
  const known = new Map(existing.map((host) => [host.name, host]))
  const reserved = specs.flatMap(({ address, name }) =>
    address && !known.has(name) ? [{ name, address }] : [],
  )
  for (const { name, address } of reserved) {
    checkAddress(network, address)
    const holder = [...existing, ...reserved].find(
      (other) => other.address === address && other.name !== name,
    )
    if (holder) throw sandboxProblems.AddressTaken({ address, holder: `host ${holder.name}` })
  }
  const taken = new Set([...existing, ...reserved].map(({ address }) => address))
  return specs.map((spec) => {
    const found = known.get(spec.name)
    const host = found ? unchanged(found, spec) : planNew(spec, network, taken)
    known.set(host.name, host)
    taken.add(host.address)
    return host
  })
}

const planNew = (spec: HostSpec, network: Subnet, taken: ReadonlySet<string>): HostRecord => {
  checkName(spec.name)
  const productId = randomUUID()
  return {
    name: spec.name,
    address: spec.address ?? pickAddress(network, taken),
    flavour: spec.flavour ?? 'debian-12',
    diskBytes: spec.diskBytes ?? defaultDiskBytes,
    ...(spec.memoryBytes !== undefined && { memoryBytes: spec.memoryBytes }),
    ...(spec.cpus !== undefined && { cpus: spec.cpus }),
    machineId: randomUUID().replaceAll('-', ''),
    productId,
  }
}

/** A host keeps what it was made with; asking for something else is not the same host. */
const unchanged = (found: HostRecord, spec: HostSpec): HostRecord => {
  const differences = [
    differs('address', found.address, spec.address),
    differs('flavour', found.flavour, spec.flavour),
    differs('disk', formatSize(found.diskBytes), spec.diskBytes && formatSize(spec.diskBytes)),
    differs(
      'memory',
      found.memoryBytes && formatSize(found.memoryBytes),
      spec.memoryBytes && formatSize(spec.memoryBytes),
    ),
    differs('processors', found.cpus, spec.cpus),
  ].flat()
  if (differences.length > 0) throw sandboxProblems.NameTaken({ name: found.name, differences })
  return found
}

type Value = string | number | undefined
const differs = (what: string, has: Value, asked: Value): string[] =>
  asked === undefined || asked === has ? [] : [`${what}: it has ${has ?? 'no limit'}, ${asked} was asked for`]

/** Throws `sandbox/NameInvalid`. The names end up in host names, cgroups and namespaces. */
export const checkName = (name: string): void => {
  const why =
    name === 'platform'
      ? 'It stands for the machine that the hosts are served from (partition --from platform).'
      : /^[a-z]([a-z0-9-]{0,38}[a-z0-9])?$/.test(name)
        ? undefined
        : 'It is not a host name that can be used everywhere.'
  if (why !== undefined) throw sandboxProblems.NameInvalid({ name, why })
}

/** Throws `sandbox/ValueInvalid`. */
export const checkFlavour = (flavour: string): FlavourName => {
  const found = flavourNames.find((name) => name === flavour)
  if (found === undefined)
    throw sandboxProblems.ValueInvalid({
      option: '--flavour',
      value: flavour,
      expected: flavourNames.join(' or '),
    })
  return found
}
