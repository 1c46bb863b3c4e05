import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { draw } from './draw.ts'
import { operationId } from './find.ts'
import { fetchOperation } from './follow.ts'
import { lookOf } from './paint.ts'
import { initialState } from './state.ts'

export const showCommand = (): Command =>
  apiCommand('show', 'an operation as it stands: steps, hosts, failures', 'slipway operation show demo')
    .argument('<operation>', 'its id, or the name of a cluster for its newest one')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const operation = await fetchOperation(client, await operationId(client, wanted))
      const canvas = {
        width: process.stdout.columns || 80,
        now: client.now(),
        language: client.language,
        look: lookOf(process.stdout),
      }
      answer(options, operation, draw(initialState(operation), canvas).join('\n'))
    })
