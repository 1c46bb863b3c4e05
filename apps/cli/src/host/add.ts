import { Option, type Command } from 'commander'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { findCredential, projectId } from '../command/find.ts'
import { parsePort } from '../command/values.ts'
import { addHostDocument } from './documents.ts'
import { askForFacts } from './look.ts'

interface Options extends Common {
  credential: string
  port: number
  project?: string
}

export const addCommand = (): Command =>
  apiCommand(
    'add',
    'a machine, by its address; the platform looks at it at once',
    'slipway host add worker-1 192.0.2.11 --credential ops',
  )
    .argument('<name>', 'the node’s name later')
    .argument('<address>', 'IPv4')
    .requiredOption('--credential <credential>', 'how to log in, by name or id')
    .addOption(new Option('--port <port>', 'of SSH').argParser(parsePort).default(22))
    .option('--project <project>', 'where it belongs')
    .action(async (name: string, address: string, options: Options) => {
      const client = await connect()
      const project = await projectId(client, options.project)
      const credential = (await findCredential(client, options.credential, project)).id
      const input = { name, address, port: options.port, credential, project }
      const host = client.granted((await client.ask(addHostDocument, { input })).addHost)
      answer(options, host, `added: host ${host.name} (${host.id})\nslipway host show ${host.name}`)
      await askForFacts(client, [host.id])
    })
