import { z } from 'zod'

/** A host's or a cluster's name: a DNS label (RFC 1123). It becomes a node's name, a file name and a playbook word. */
export const hostNameSchema = z.string().regex(/^[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?$/)

export const ipv4Schema = z.ipv4()

/** A name or an IPv4 address by which somebody reaches a server. */
export const serverNameSchema = z
  .string()
  .max(253)
  .regex(/^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?(\.[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?)*$/)

/** An IPv4 network as in 10.244.0.0/16, its host bits zero. */
export const networkSchema = z.cidrv4().refine((text) => {
  const { first, size } = rangeOf(text)
  return first % size === 0
}, 'the address must be the network’s first')

/** The first address as a number, and how many there are. */
export const rangeOf = (network: string): { first: number; size: number } => {
  const [address = '', bits = '32'] = network.split('/')
  const first = address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0)
  return { first, size: 2 ** (32 - Number(bits)) }
}

/** Whether two networks, or a network and an address, have an address in common. */
export const overlap = (one: string, other: string): boolean => {
  const [a, b] = [rangeOf(one), rangeOf(other)]
  return a.first < b.first + b.size && b.first < a.first + a.size
}
