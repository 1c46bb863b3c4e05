import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { listCredentials, projectId } from '../command/find.ts'
import { moment } from '../command/moments.ts'
import { table } from '../command/table.ts'

export const listCommand = (): Command =>
  apiCommand('list', 'the logins for hosts, without their secrets', 'slipway credential list')
    .option('--project <project>', 'of this project only')
    .action(async (options: Common & { project?: string }) => {
      const client = await connect()
      const credentials = await listCredentials(client, await projectId(client, options.project))
      answer(
        options,
        credentials,
        table(
          ['NAME', 'USER', 'KIND', 'SUDO PASSWORD', 'HOSTS', 'ADDED', 'ID'],
          credentials.map((one) => [
            one.name,
            one.userName,
            one.credentialKind === 'PASSWORD' ? 'password' : 'private key',
            one.hasSudoPassword ? 'yes' : '-',
            String(one.hosts),
            moment(one.createdAt),
            one.id,
          ]),
        ),
      )
    })
