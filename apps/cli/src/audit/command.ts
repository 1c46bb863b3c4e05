import { Option, type Command } from 'commander'
import { collect } from '../client/pages.ts'
import { answer, apiCommand, connect, room, type Common } from '../command/api-command.ts'
import { projectId } from '../command/find.ts'
import { moment } from '../command/moments.ts'
import { table } from '../command/table.ts'
import { parseCount } from '../command/values.ts'
import { auditDocument } from './documents.ts'

/** `slipway audit`: who did what. */
export const auditCommand = (): Command => room('audit', 'who did what, and when', [listCommand()])

const listCommand = (): Command =>
  apiCommand('list', 'entries of the audit log, newest first', 'slipway audit list --limit 100')
    .option('--project <project>', 'of this project only')
    .addOption(new Option('--limit <count>', 'how many').argParser(parseCount).default(20))
    .action(async (options: Common & { project?: string; limit: number }) => {
      const client = await connect()
      const project = await projectId(client, options.project)
      const entries = await collect(
        async (page) => (await client.ask(auditDocument, { project, ...page })).audit,
        options.limit,
      )
      answer(
        options,
        entries,
        table(
          ['WHEN', 'WHO', 'PROJECT', 'WHAT', 'ON'],
          entries.map((one) => [moment(one.at), one.user, one.project ?? '-', one.action, one.subject]),
        ),
      )
    })
