import { formatSize, type ListedHost, type SandboxList } from '@slipway/sandbox'

/** The hosts as lines for people, then what holds for all of them. */
export const table = (list: SandboxList): string => {
  const [first] = list.hosts
  if (first === undefined) return 'No hosts. Make some: slipway sandbox up\n'
  return [
    ...aligned([header, ...list.hosts.map(row)]),
    '',
    `network ${list.subnet}, gateway ${list.gateway}; packets to the outside, all dropped: ${list.outsidePackets}`,
    `user ${first.user}, key ${first.keyPath}`,
    '',
  ].join('\n')
}

const header = ['NAME', 'ADDRESS', 'STATE', 'SINCE', 'FLAVOUR', 'DISK', 'CUT FROM']

const aligned = (rows: readonly (readonly string[])[]): string[] => {
  const widthOf = (column: number) => Math.max(...rows.map((cells) => cells[column]?.length ?? 0))
  return rows.map((cells) =>
    cells
      .map((cell, column) => cell.padEnd(widthOf(column)))
      .join('  ')
      .trimEnd(),
  )
}

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
