import { Option, type Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCluster, projectId } from '../command/find.ts'
import { between, duration, moment } from '../command/moments.ts'
import { table } from '../command/table.ts'
import { parseCount } from '../command/values.ts'
import { listOperations } from './find.ts'

interface Options extends Common {
  project?: string
  cluster?: string
  open?: true
  limit: number
}

export const listCommand = (): Command =>
  apiCommand('list', 'operations, newest first', 'slipway operation list --cluster demo')
    .option('--project <project>', 'of this project only')
    .option('--cluster <cluster>', 'of this cluster only, by name or id')
    .option('--open', 'those that have not ended')
    .addOption(new Option('--limit <count>', 'how many').argParser(parseCount).default(20))
    .action(async (options: Options) => {
      const client = await connect()
      const project = await projectId(client, options.project)
      const cluster = options.cluster && (await findCluster(client, options.cluster, { deleted: true })).id
      const filter = { project, ...(cluster && { cluster }), ...(options.open && { open: true }) }
      const operations = await listOperations(client, filter, options.limit)
      answer(
        options,
        operations,
        table(
          ['ID', 'VERB', 'CLUSTER', 'STATE', 'STARTED', 'TOOK', 'BY'],
          operations.map((one) => [
            one.id,
            one.verb,
            one.cluster.name,
            one.state.toLowerCase(),
            moment(one.createdAt),
            one.endedAt === null ? '-' : duration(between(one.createdAt, one.endedAt)),
            one.requestedBy,
          ]),
        ),
      )
    })
