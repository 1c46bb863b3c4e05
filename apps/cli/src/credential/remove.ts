import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCredential } from '../command/find.ts'
import { removeCredentialDocument } from './documents.ts'

export const removeCommand = (): Command =>
  apiCommand('remove', 'forget a login that no host uses', 'slipway credential remove ops')
    .argument('<credential>', 'its name or id')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const { id, name } = await findCredential(client, wanted)
      const { removeCredential } = await client.ask(removeCredentialDocument, { id })
      answer(options, client.granted(removeCredential), `removed: credential ${name}`)
    })
