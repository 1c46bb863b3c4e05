import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { listHosts, projectId } from '../command/find.ts'
import { hostTable } from './view.ts'

export const listCommand = (): Command =>
  apiCommand('list', 'the machines, what was seen on them and when', 'slipway host list')
    .option('--project <project>', 'of this project only')
    .action(async (options: Common & { project?: string }) => {
      const client = await connect()
      const hosts = await listHosts(client, await projectId(client, options.project))
      answer(options, hosts, hostTable(hosts, client.now()))
    })
