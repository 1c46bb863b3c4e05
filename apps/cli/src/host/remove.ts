import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findHost } from '../command/find.ts'
import { removeHostDocument } from './documents.ts'

export const removeCommand = (): Command =>
  apiCommand('remove', 'forget a machine that is in no cluster', 'slipway host remove worker-1')
    .argument('<host>', 'its name or id')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const { id, name } = await findHost(client, wanted)
      const removed = client.granted((await client.ask(removeHostDocument, { id })).removeHost)
      answer(options, removed, `removed: host ${name}`)
    })
