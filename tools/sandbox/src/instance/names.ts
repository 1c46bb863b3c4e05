import { createHash } from 'node:crypto'

/** Every name that a sandbox has outside its data folder. Link names stay within the kernel's 15 characters. */
export interface Names {
  /** The machine's end of the cable to the switch; it has the gateway's address. */
  readonly link: string
  /** Network namespace of the switch: the bridge, the hosts' ports and the firewall are in it. */
  readonly switch: string
  /** cgroup under the root of every hierarchy. */
  readonly cgroup: string
  /** Firewall table (family bridge) in the switch. */
  readonly table: string
  readonly hostNamespace: (host: string) => string
}

/** Six hexadecimal digits that stand for the sandbox folder at this real path. */
export const instanceId = (realPath: string): string =>
  createHash('sha256').update(realPath).digest('hex').slice(0, 6)

export const namesOf = (id: string): Names => ({
  link: `slw${id}`,
  switch: `slipway-${id}`,
  cgroup: `slipway-${id}`,
  table: `slipway-${id}`,
  hostNamespace: (host) => `slipway-${id}-${host}`,
})
