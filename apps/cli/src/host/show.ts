import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findHost } from '../command/find.ts'
import { commandProblems } from '../command/problems.ts'
import { hostDocument } from './documents.ts'
import { hostLines } from './view.ts'

export const showCommand = (): Command =>
  apiCommand('show', 'a machine: its facts with their age, and its operations', 'slipway host show worker-1')
    .argument('<host>', 'its name or id')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const { id } = await findHost(client, wanted)
      const { host } = await client.ask(hostDocument, { id })
      if (!host) throw commandProblems.NothingNamed({ noun: 'host', name: wanted, list: 'slipway host list' })
      answer(options, host, hostLines(host, { now: client.now(), language: client.language }).join('\n'))
    })
