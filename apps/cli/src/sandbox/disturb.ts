import { directions, parseSize, sandboxProblems, type Direction } from '@slipway/sandbox'
import { Command } from 'commander'
import { open } from './open.ts'
import { each } from './power.ts'

export const disturbCommands = (): Command[] => [
  each('freeze', 'stop every process of hosts where it stands, until heal', (sandbox, name) =>
    sandbox.freeze(name),
  ),
  new Command('partition')
    .description('cut a host from others, until heal')
    .argument('<host>')
    .requiredOption('--from <other...>', 'hosts, or "platform" for this machine')
    .option(
      '--direction <direction>',
      `${directions.join(', ')}: what the host no longer receives or sends`,
      'both',
    )
    .action(async (host: string, { from, direction }: { from: string[]; direction: string }) =>
      (await open()).partition(host, from, directionOf(direction)),
    ),
  new Command('heal')
    .description('end freeze, partition and fill-disk; without names, of all hosts')
    .argument('[host...]')
    .action(async (hosts: string[]) => (await open()).heal(...hosts)),
  new Command('fill-disk')
    .description('fill the disk of a host, until heal')
    .argument('<host>')
    .option('--leave <size>', 'but for this much, such as 100M', '0')
    .action(async (host: string, { leave }: { leave: string }) =>
      (await open()).fillDisk(host, parseSize('--leave', leave)),
    ),
]

const directionOf = (text: string): Direction => {
  const found = directions.find((direction) => direction === text)
  if (found === undefined)
    throw sandboxProblems.ValueInvalid({
      option: '--direction',
      value: text,
      expected: directions.join(', '),
    })
  return found
}
