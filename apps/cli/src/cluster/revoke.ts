import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { revokeAccessDocument } from './documents.ts'

export const revokeCommand = (): Command =>
  apiCommand('revoke', 'end an access to a cluster at once', 'slipway cluster revoke 0f5c…')
    .argument('<access>', 'its id, as slipway cluster show lists it')
    .action(async (id: string, options: Common) => {
      const client = await connect()
      const { access } = client.granted((await client.ask(revokeAccessDocument, { id })).revokeAccess)
      answer(options, access, `revoked: access ${access.id} (${access.name})`)
    })
