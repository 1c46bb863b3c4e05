import { hostFactsSchema, refuse, type HostFacts } from '@slipway/domain'
import { readAddresses, readPorts, readRoutes } from './network.ts'
import { linesOf, sectionsOf } from './sections.ts'
import { readClock, readDisks, readMemory, readOs, readPython } from './system.ts'

/** What the host printed, and what only the asking side knows. */
export interface Look {
  /** The host's name, for words. */
  host: string
  /** Standard output of look.sh. */
  output: string
  root: HostFacts['root']
  /** When it was asked and when the first answer came, milliseconds of the platform's clock. */
  sentAt: number
  answeredAt: number
}

/** Throws `host/FactsUnreadable` naming what is missing or is not as it should be. */
export const readFacts = (look: Look): HostFacts => {
  const sections = sectionsOf(look.output)
  const of = (name: string): string => sections.get(name) ?? ''
  const unreadable = (missing: string) =>
    refuse('failed', 'host/FactsUnreadable', { host: look.host, missing })
  if (!sections.has('end')) throw unreadable('the answer ended too early')
  const read = hostFactsSchema.safeParse({
    os: readOs(of('os')),
    kernel: of('kernel'),
    architecture: of('architecture'),
    cpus: Number(of('cpus')),
    memory: readMemory(of('memory')),
    disks: readDisks(of('disks'), of('mounts')),
    cgroup: of('cgroup') === 'cgroup2fs' ? 2 : 1,
    clock: readClock(look, of('clock'), of('synchronized')),
    gpus: linesOf(of('gpus')),
    addresses: readAddresses(of('addresses')),
    routes: readRoutes(of('routes')),
    platformAddress: of('connection').split(' ')[0],
    ports: readPorts(of('ports')),
    leftovers: linesOf(of('leftovers')),
    python: readPython(of('python')),
    root: look.root,
    hostName: of('host-name'),
    machineId: of('machine-id'),
    productId: of('product-id').toLowerCase() || null,
    systemd: of('systemd') === 'yes',
  } satisfies Record<keyof HostFacts, unknown>)
  if (read.success) return read.data
  throw unreadable(read.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '))
}
