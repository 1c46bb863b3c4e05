import { Command } from 'commander'
import { open } from './open.ts'
import { table } from './table.ts'

export const listCommand = (): Command =>
  new Command('list')
    .description('the hosts, how to reach them, and what is done to them')
    .option('--json', 'for programs')
    .action(async ({ json }: { json?: true }) => {
      const list = await (await open()).list()
      process.stdout.write(json ? `${JSON.stringify(list, null, 2)}\n` : table(list))
    })
