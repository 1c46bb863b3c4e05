import { defineProblems } from '@slipway/domain'
import type { Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findHosts } from '../command/find.ts'
import { interruptSignal } from '../command/interrupt.ts'
import { askForFacts, waitForFacts } from './look.ts'
import { failedLook, hostTable } from './view.ts'

export const factsCommand = (): Command =>
  apiCommand(
    'facts',
    'look at machines anew, and wait for what is seen',
    'slipway host facts worker-1 worker-2',
  )
    .argument('<host...>', 'names or ids')
    .option('--no-wait', 'only ask for it')
    .action(async (wanted: string[], options: Common & { wait: boolean }) => {
      const client = await connect()
      const ids = (await findHosts(client, wanted)).map(({ id }) => id)
      const asked = await askForFacts(client, ids)
      if (!options.wait) {
        answer(options, asked, `asked for: ${asked.map(({ name }) => name).join(', ')}`)
        return
      }
      const say = (name: string) => void process.stderr.write(`seen: ${name}\n`)
      const hosts = await waitForFacts(client, ids, ({ name }) => say(name), interruptSignal())
      const failed = hosts.flatMap((host) => failedLook(host, client.language))
      answer(options, hosts, [hostTable(hosts, client.now()), ...failed].join('\n'))
      const names = hosts.filter(({ factsFailure }) => factsFailure !== null).map(({ name }) => name)
      if (names.length > 0) throw factsProblems.LookFailed({ hosts: names })
    })

const factsProblems = defineProblems('cli', {
  LookFailed: [
    'failed',
    (data: { hosts: readonly string[] }) => ({
      what: 'Not every host could be looked at.',
      where: data.hosts.join(', '),
      remedy: 'Do what is advised for each of them, and look again.',
    }),
  ],
})
