/** A kind of host: what Debian system it is made from. What Kubernetes needs beyond it comes with the bundle. */
export interface Flavour {
  readonly suite: string
  readonly packages: readonly string[]
}

const server = [
  'ca-certificates',
  'curl',
  'dbus',
  'e2fsprogs',
  'iproute2',
  'iputils-ping',
  'kmod',
  'less',
  'openssh-server',
  'procps',
  'sudo',
  'systemd',
  'systemd-sysv',
  'xz-utils',
]

export const flavours = {
  'debian-12': { suite: 'bookworm', packages: [...server, 'python3'] },
  'debian-12-no-python': { suite: 'bookworm', packages: server },
} as const satisfies Readonly<Record<string, Flavour>>

export type FlavourName = keyof typeof flavours

export const flavourNames = Object.keys(flavours) as FlavourName[]
