import { formatSize, type ListedHost, type SandboxList } from '@slipway/sandbox'
import { table as columns } from '../command/table.ts'

/** The hosts as lines for people, then what holds for all of them. */
export const table = (list: SandboxList): string => {
  const [first] = list.hosts
  if (first === undefined) return 'No hosts. Make some: slipway sandbox up\n'
  return [
    columns(header, list.hosts.map(row)),
    '',
    `network ${list.subnet}, gateway ${list.gateway}; packets to the outside, all dropped: ${list.outsidePackets}`,
    `user ${first.user}, key ${first.keyPath}`,
    '',
  ].join('\n')
}

const header = ['NAME', 'ADDRESS', 'STATE', 'SINCE', 'FLAVOUR', 'DISK', 'CUT FROM']

const row = ({ name, address, state, since, flavour, diskBytes, partitions }: ListedHost): string[] => [
  name,
  address,
  state,
  since?.replace('T', ' ').slice(0, 19) ?? '-',
  flavour,
  formatSize(diskBytes),
  partitions
    .map(({ from, direction }) => (direction === 'both' ? from : `${from} (${direction})`))
    .join(', ') || '-',
]
