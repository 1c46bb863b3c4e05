import { hostFactsSchema, type HostFacts } from '@slipway/domain'
import { readableSize } from '../command/table.ts'

/** In a table: system, processors and memory in few words. */
export const factsSummary = (facts: unknown): string => {
  const parsed = hostFactsSchema.safeParse(facts)
  if (!parsed.success) return '-'
  const { os, cpus, memory } = parsed.data
  return `${os.id} ${os.version}, ${cpus} CPU, ${readableSize(memory.total)}`
}

/** Everything that was seen on a host, a line for each kind; what this release does not know is shown as it came. */
export const factsLines = (facts: unknown): string[] => {
  const parsed = hostFactsSchema.safeParse(facts)
  if (!parsed.success) return JSON.stringify(facts, null, 2).split('\n')
  return rows(parsed.data).map(([name, text]) => `${name.padEnd(nameWidth)}${text}`)
}

const nameWidth = 14

const rows = (facts: HostFacts): [string, string][] => [
  ['system', `${facts.os.name}, kernel ${facts.kernel}, ${facts.architecture}`],
  ['processors', String(facts.cpus)],
  [
    'memory',
    `${readableSize(facts.memory.total)}, ${readableSize(facts.memory.available)} free${swap(facts)}`,
  ],
  ...facts.disks.map(({ path, size, free, readOnly }): [string, string] => [
    'disk',
    `${path}: ${readableSize(size)}, ${readableSize(free)} free${readOnly ? ', read-only' : ''}`,
  ]),
  ['cgroups', `version ${facts.cgroup}`],
  ['clock', `${facts.clock.offset.toFixed(1)} s off${synchronized[String(facts.clock.synchronized)] ?? ''}`],
  ['GPUs', list(facts.gpus)],
  ['addresses', list(facts.addresses.map((one) => `${one.address} (${one.interface})`))],
  [
    'ports in use',
    list(facts.ports.map(({ port, process }) => (process === null ? `${port}` : `${port} ${process}`))),
  ],
  ['leftovers', list(facts.leftovers)],
  ['Python', facts.python === null ? 'none' : `${facts.python.version} (${facts.python.path})`],
  ['root', roots[facts.root]],
  ['systemd', facts.systemd ? 'yes' : 'no'],
  ['machine id', facts.machineId],
]

const list = (texts: readonly string[]): string => texts.join(', ') || 'none'

const swap = ({ memory }: HostFacts): string =>
  memory.swap === 0 ? '' : `, swap ${readableSize(memory.swap)}`

const synchronized: Record<string, string> = { true: ', synchronized', false: ', not synchronized' }

const roots: Record<HostFacts['root'], string> = {
  root: 'logs in as root',
  sudo: 'by sudo',
  refused: 'sudo is refused',
  'password-needed': 'sudo wants a password',
}
