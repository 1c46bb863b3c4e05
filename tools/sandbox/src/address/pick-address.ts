import { sandboxProblems } from '../problems.ts'
import { rangeOf, toAddress, toNumber } from './address.ts'

/** The hosts' place in a network of 256: .1 is the gateway, .2 to .10 are kept for virtual addresses of clusters. */
const firstHost = 11
const lastHost = 254

export interface Subnet {
  /** Such as 10.71.3.0/24. */
  readonly subnet: string
  /** The machine's own address in it: the hosts' gateway, and where the platform serves. */
  readonly gateway: string
}

export const subnetWithGateway = (subnet: string): Subnet => ({
  subnet,
  gateway: toAddress(rangeOf(subnet).first + 1),
})

/** The first address that no host has. Throws `sandbox/SubnetFull`. */
export const pickAddress = ({ subnet }: Subnet, taken: ReadonlySet<string>): string => {
  const { first } = rangeOf(subnet)
  for (let octet = firstHost; octet <= lastHost; octet++) {
    const address = toAddress(first + octet)
    if (!taken.has(address)) return address
  }
  throw sandboxProblems.SubnetFull({ subnet, hosts: taken.size })
}

/** Throws `sandbox/AddressOutside` unless a host of this network can have the address. */
export const checkAddress = ({ subnet }: Subnet, address: string): void => {
  const { first } = rangeOf(subnet)
  const lowest = first + firstHost
  const highest = first + lastHost
  const within = isAddress(address) && toNumber(address) >= lowest && toNumber(address) <= highest
  if (!within)
    throw sandboxProblems.AddressOutside({
      address,
      subnet,
      first: toAddress(lowest),
      last: toAddress(highest),
    })
}

const isAddress = (address: string): boolean => {
  try {
    toNumber(address)
    return true
  } catch {
    return false
  }
}
