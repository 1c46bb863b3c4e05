import type { Command } from 'commander'
import { apiCommand, connect, type Common } from '../command/api-command.ts'
import { interruptSignal } from '../command/interrupt.ts'
import { operationId } from './find.ts'
import { followOperation } from './follow.ts'
import { operationProblems } from './problems.ts'
import { watchToEnd } from './proceed.ts'

export const watchCommand = (): Command =>
  apiCommand(
    'watch',
    'an operation live, until it ends; the exit code says how',
    'slipway operation watch demo',
    'slipway operation watch demo --json | jq .event.cell',
  )
    .argument('<operation>', 'its id, or the name of a cluster for its newest one')
    .action(async (wanted: string, options: Common) => {
      const client = await connect()
      const id = await operationId(client, wanted)
      if (!options.json) return watchToEnd(client, id, options)
      const { operation } = await followOperation(
        client,
        id,
        (_before, _after, event) => void process.stdout.write(`${JSON.stringify(event)}\n`),
        interruptSignal(),
      )
      if (operation.state !== 'SUCCEEDED')
        throw operationProblems.OperationFailed({ operation: id, state: operation.state.toLowerCase() })
    })
