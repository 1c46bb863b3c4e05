import type { Command } from 'commander'
import { stripVTControlCharacters } from 'node:util'
import type { LogLine } from '../client/logs.ts'
import { apiCommand, connect, type Common } from '../command/api-command.ts'
import { interruptSignal } from '../command/interrupt.ts'
import { pick } from '../command/pick.ts'
import { operationId } from './find.ts'
import { fetchOperation } from './follow.ts'

interface Options extends Common {
  step?: string
  target?: string
  follow?: true
}

export const logsCommand = (): Command =>
  apiCommand(
    'logs',
    'what the programs of an operation printed',
    'slipway operation logs demo --step join-workers --target worker-1',
  )
    .argument('<operation>', 'its id, or the name of a cluster for its newest one')
    .option('--step <step>', 'of this step only')
    .option('--target <target>', 'of this host only, by name or id; or `cluster`')
    .option('--follow', 'also what comes, until the operation has ended')
    .action(async (wanted: string, { step, target, follow, json }: Options) => {
      const client = await connect()
      const id = await operationId(client, wanted)
      const { plan } = await fetchOperation(client, id)
      if (step !== undefined) pick('step', namedById(plan.steps), step)
      const targets = new Map(plan.steps.flatMap((one) => one.targets).map((one) => [one.id, one]))
      const chosen = target === undefined ? undefined : pick('target', [...targets.values()], target).id
      const signal = interruptSignal()
      const listener = {
        lost: (reason: string) => void process.stderr.write(`connection lost: ${reason}\n`),
        back: () => void process.stderr.write('connected again\n'),
      }
      const query = { operation: id, step, target: chosen, follow: follow === true }
      for await (const line of client.logs(query, { signal, listener }))
        process.stdout.write(
          json
            ? `${JSON.stringify(line)}\n`
            : `${logText(line, targets.get(line.target)?.name ?? line.target)}\n`,
        )
    })

const namedById = (steps: readonly { name: string }[]) => steps.map(({ name }) => ({ id: name, name }))

/** One line, with what tells it from others; what programs print steers no terminal. */
export const logText = ({ step, text }: Pick<LogLine, 'step' | 'text'>, target: string): string =>
  `${step} ${target} | ${stripVTControlCharacters(text).replaceAll(/[\x00-\x08\x0b-\x1f\x7f]/g, '')}`
