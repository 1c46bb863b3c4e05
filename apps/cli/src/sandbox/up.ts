import { flavourNames } from '@slipway/sandbox'
import { Command } from 'commander'
import { open } from './open.ts'
import { specsOf, type UpOptions } from './specs.ts'

export const upCommand = (): Command =>
  new Command('up')
    .description(
      'make and boot hosts, or finish what an interrupted up began; without names, boot all that exist',
    )
    .argument('[name...]', 'names of the hosts')
    .option('--count <n>', 'so many hosts, named host-1, host-2 ...')
    .option('--flavour <flavour>', `what new hosts are made from: ${flavourNames.join(', ')}`)
    .option(
      '--disk <size>',
      'disk of each new host, such as 5G (without it, 20G; takes room only as it fills)',
    )
    .option('--address <address>', 'address of the one host that is named')
    .option('--memory <size>', 'at most so much memory for each new host, such as 4G')
    .option('--cpus <n>', 'at most so many processors for each new host, such as 1.5')
    .option('--install', 'install missing Debian packages on this machine first')
    .action(async (names: string[], options: UpOptions) => {
      const sandbox = await open()
      const someExist = (await sandbox.list()).hosts.length > 0
      await sandbox.up(specsOf(names, options, someExist), { install: options.install ?? false })
    })
