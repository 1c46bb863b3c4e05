import type { Command } from 'commander'
import { defineProblems } from '@slipway/domain'
import { wordsOf } from '../client/refusal.ts'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCredential, projectId } from '../command/find.ts'
import { readNamedFile } from '../command/secret.ts'
import { importHostsDocument } from './documents.ts'
import { askForFacts } from './look.ts'
import { hostTable } from './view.ts'

interface Options extends Common {
  credential: string
  project?: string
}

export const importCommand = (): Command =>
  apiCommand(
    'import',
    'machines from a CSV file with the columns name, address and port; all of them or none; the platform looks at them at once',
    'slipway host import hosts.csv --credential ops',
  )
    .argument('<file>')
    .requiredOption('--credential <credential>', 'how to log in, by name or id')
    .option('--project <project>', 'where they belong')
    .action(async (path: string, options: Options) => {
      const client = await connect()
      const csv = await readNamedFile(path)
      const project = await projectId(client, options.project)
      const credential = (await findCredential(client, options.credential, project)).id
      const { importHosts } = await client.ask(importHostsDocument, { csv, credential, project })
      const { hosts, errors } = client.granted(importHosts)
      if (errors.length > 0) {
        const lines = errors.map((error) => {
          const { what, remedy } = wordsOf(client.language, error)
          return `line ${error.line}: ${[what, remedy].filter(Boolean).join(' ')}`
        })
        throw importProblems.CsvRefused({ path, lines })
      }
      answer(options, hosts, `added: ${hosts.length} hosts\n${hostTable(hosts, client.now())}`)
      await askForFacts(
        client,
        hosts.map(({ id }) => id),
      )
    })

const importProblems = defineProblems('cli', {
  CsvRefused: [
    'invalid',
    (data: { path: string; lines: readonly string[] }) => ({
      what: 'No host was added: the file has lines that cannot be taken.',
      where: data.path,
      why: data.lines.join('\n'),
      remedy: 'Mend these lines and import the file again.',
    }),
  ],
})
