import type { Command } from 'commander'
import { checkedAddress, localAddress } from '../client/address.ts'
import { openClient } from '../client/client.ts'
import { sessionPath, writeSession } from '../client/session.ts'
import { answer, apiCommand, type Common } from '../command/api-command.ts'
import { languageOf } from '../command/language.ts'
import { moment } from '../command/moments.ts'
import { openSecrets, readNamedFile } from '../command/secret.ts'
import { loginDocument } from './documents.ts'

interface Options extends Common {
  user: string
  passwordStdin?: true
  ca?: string
}

export const loginCommand = (): Command =>
  apiCommand(
    'login',
    'sign in to a platform, for the commands that follow',
    'slipway login https://slipway.example.org --user alice',
    'slipway login --password-stdin < password',
  )
    .argument('[url]', 'of the platform; by default the one that runs on this machine')
    .option('--user <name>', 'who signs in', 'admin')
    .option('--password-stdin', 'read the password from standard input')
    .option('--ca <file>', 'certificate of the authority that signed the platform’s, PEM')
    .action(async (address: string | undefined, options: Options) => {
      const url = checkedAddress(address ?? process.env.SLIPWAY_SERVER ?? (await localAddress()))
      const authority = options.ca === undefined ? undefined : await readNamedFile(options.ca)
      const server = { url, ...(authority !== undefined && { authority }) }
      const client = openClient({ server, language: languageOf() })
      const secrets = openSecrets()
      const secret = `password of ${options.user} on ${url}`
      const password = options.passwordStdin
        ? await secrets.given(secret)
        : await secrets.typed(secret, '--password-stdin')
      const { login } = await client.ask(loginDocument, { name: options.user, password })
      const { token, expiresAt, user } = client.granted(login)
      if (token === null) throw new Error('the API gave a session without a token')
      const path = sessionPath()
      const session = { server: url, token, user: user.name, expiresAt }
      await writeSession(path, { ...session, ...(authority !== undefined && { authority }) })
      answer(
        options,
        { server: url, user, expiresAt },
        `signed in to ${url} as ${user.name} until ${moment(expiresAt)}`,
      )
    })
