import { languages } from '@slipway/words'
import { Command, Option } from 'commander'
import { openClient, type Client } from '../client/client.ts'
import { chosenServer } from '../client/address.ts'
import { languageOf } from './language.ts'

/** A command that asks the platform: every one of them can answer for programs, in either language, and has an example. */
export const apiCommand = (name: string, about: string, ...examples: [string, ...string[]]): Command =>
  new Command(name)
    .description(about)
    .option('--json', 'for programs')
    .addOption(new Option('--lang <language>', 'of failures and findings').choices([...languages]))
    .addHelpText('after', `\nExample:\n${examples.map((example) => `  $ ${example}`).join('\n')}`)

/** Commands below one noun. */
export const room = (name: string, about: string, commands: readonly Command[]): Command => {
  const command = new Command(name).description(about)
  for (const sub of commands) command.addCommand(sub)
  return command
}

/** The platform that environment or login name, as whom they say. */
export const connect = async (): Promise<Client> =>
  openClient({ server: await chosenServer(), language: languageOf() })

export interface Common {
  json?: true
}

/** The same answer for programs or for people, on standard output. */
export const answer = ({ json }: Common, value: unknown, text: string): void => {
  process.stdout.write(`${json ? JSON.stringify(value, null, 2) : text}\n`)
}
