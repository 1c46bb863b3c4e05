/** An IPv4 address as a number from 0 to 2^32 - 1. Throws a RangeError for anything else than four octets. */
export const toNumber = (address: string): number => {
  const octets = address.split('.').map((octet) => (/^\d{1,3}$/.test(octet) ? Number(octet) : 256))
  if (octets.length !== 4 || octets.some((octet) => octet > 255)) throw new RangeError(address)
  return octets.reduce((sum, octet) => sum * 256 + octet, 0)
}

export const toAddress = (number: number): string =>
  [24, 16, 8, 0].map((shift) => (number >>> shift) & 255).join('.')

export interface Range {
  readonly first: number
  readonly last: number
}

/** The addresses of a network such as 10.64.0.0/10; an address alone is a network of one. */
export const rangeOf = (network: string): Range => {
  const [address = '', length = '32'] = network.split('/')
  const size = 2 ** (32 - Number(length))
  const first = Math.floor(toNumber(address) / size) * size
  return { first, last: first + size - 1 }
}

export const overlap = (one: Range, other: Range): boolean =>
  one.first <= other.last && other.first <= one.last
