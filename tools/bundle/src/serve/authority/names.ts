import { networkInterfaces } from 'node:os'

/** What clients may call a server by. */
export interface ServerNames {
  addresses: readonly string[]
  dnsNames: readonly string[]
}

const everywhere = ['0.0.0.0', '::']

/** Whether listening there means every address of the machine. */
export const isWildcard = (address: string): boolean => everywhere.includes(address)

const ownAddresses = (): string[] =>
  Object.values(networkInterfaces())
    .flatMap((addresses) => addresses ?? [])
    .filter(({ address }) => !address.startsWith('fe80:')) // link-local addresses need a zone, which no certificate holds
    .map(({ address }) => address)

/** The names of a server on these addresses: they themselves, 127.0.0.1, localhost and `name` if given. */
export const serverNames = (
  listen: readonly string[],
  name?: string,
  machineAddresses: () => readonly string[] = ownAddresses,
): ServerNames => {
  const addresses = listen.flatMap((address) => (isWildcard(address) ? machineAddresses() : [address]))
  return {
    addresses: [...new Set(['127.0.0.1', ...addresses])].sort(),
    dnsNames: [...new Set(['localhost', ...(name === undefined ? [] : [name])])],
  }
}
