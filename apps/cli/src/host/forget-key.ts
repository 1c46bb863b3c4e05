import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findHost } from '../command/find.ts'
import { forgetHostKeyDocument } from './documents.ts'

export const forgetKeyCommand = (): Command =>
  apiCommand(
    'forget-key',
    'take the host key anew at the next look; only after you know why it changed',
    'slipway host forget-key worker-1',
  )
    .argument('<host>', 'its name or id')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const { id, hostKey } = await findHost(client, wanted)
      const host = client.granted((await client.ask(forgetHostKeyDocument, { id })).forgetHostKey)
      answer(options, host, `forgotten: ${hostKey ?? 'no key was known'} of ${host.name}`)
    })
