import type { Command } from 'commander'
import { clientProblems } from '../client/problems.ts'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { meDocument } from './documents.ts'

export const whoamiCommand = (): Command =>
  apiCommand('whoami', 'who is signed in, and where', 'slipway whoami').action(async (options: Common) => {
    const client = await connect()
    const server = client.server.url
    const { me } = await client.ask(meDocument)
    if (!me) throw clientProblems.NotSignedIn({ server })
    answer(options, { server, user: me }, `${me.name}${me.admin ? ' (administrator)' : ''} on ${server}`)
  })
