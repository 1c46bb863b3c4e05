import { Command } from 'commander'
import { open } from './open.ts'

export const downCommand = (): Command =>
  new Command('down')
    .description(
      'remove hosts; without names, all of them and everything that this sandbox has on the machine',
    )
    .argument('[host...]')
    .action(async (hosts: string[]) => (await open()).down(...hosts))
