import { z } from 'zod'

/** What was seen on a host over SSH. Sizes in bytes. */
export const hostFactsSchema = z.strictObject({
  /** /etc/os-release: ID and VERSION_ID; name is PRETTY_NAME. */
  os: z.strictObject({ id: z.string(), version: z.string(), name: z.string() }),
  kernel: z.string(),
  architecture: z.string(),
  cpus: z.int().positive(),
  memory: z.strictObject({ total: z.int(), available: z.int(), swap: z.int() }),
  /** File systems that matter: those of /, /var/lib and /opt, each once. */
  disks: z.array(z.strictObject({ path: z.string(), size: z.int(), free: z.int(), readOnly: z.boolean() })),
  cgroup: z.union([z.literal(1), z.literal(2)]),
  clock: z.strictObject({
    /** The host's clock minus the platform's, in seconds. */
    offset: z.number(),
    synchronized: z.boolean().nullable(),
  }),
  gpus: z.array(z.string()),
  addresses: z.array(z.strictObject({ interface: z.string(), address: z.string(), network: z.string() })),
  /** Networks of the routing table but the default. */
  routes: z.array(z.string()),
  /** The platform's address as the host sees it (SSH_CONNECTION). */
  platformAddress: z.ipv4(),
  /** TCP ports that something listens on. */
  ports: z.array(z.strictObject({ port: z.int(), process: z.string().nullable() })),
  /** Traces of an earlier cluster: paths, units, interfaces. */
  leftovers: z.array(z.string()),
  python: z.strictObject({ path: z.string(), version: z.string() }).nullable(),
  /** How root is reached: `root` logs in as such, `sudo` works, or why it does not. */
  root: z.enum(['root', 'sudo', 'refused', 'password-needed']),
  hostName: z.string(),
  machineId: z.string(),
  productId: z.string().nullable(),
  systemd: z.boolean(),
})
export type HostFacts = z.infer<typeof hostFactsSchema>
