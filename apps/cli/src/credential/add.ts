import { Option, type Command } from 'commander'
import type { CredentialInput } from '../client/types.generated.ts'
import { answer, apiCommand, connect, type Common } from '../command/api-command.ts'
import { projectId } from '../command/find.ts'
import { openSecrets, readNamedFile, type Secrets } from '../command/secret.ts'
import { addCredentialDocument } from './documents.ts'

interface Options extends Common {
  project?: string
  user: string
  privateKey?: string
  passwordStdin?: true
  passphrase?: true
  passphraseStdin?: true
  sudoPassword?: true
  sudoPasswordStdin?: true
}

export const addCommand = (): Command =>
  apiCommand(
    'add',
    'a login for hosts: a password, typed or from standard input, or a private key',
    'slipway credential add ops --user ops --private-key ~/.ssh/id_ed25519',
    'slipway credential add root --user root --password-stdin < password',
  )
    .argument('<name>')
    .requiredOption('--user <name>', 'who logs in on the hosts')
    .addOption(
      new Option('--private-key <file>', 'the key, instead of a password').conflicts('passwordStdin'),
    )
    .option('--password-stdin', 'read the password from the next line of standard input')
    .option('--passphrase', 'ask for the passphrase of the key')
    .option('--passphrase-stdin', 'read it from the next line of standard input')
    .option('--sudo-password', 'ask for the password that sudo wants')
    .option('--sudo-password-stdin', 'read it from the next line of standard input')
    .option('--project <project>', 'where it belongs')
    .action(async (name: string, options: Options) => {
      const client = await connect()
      const input = {
        name,
        userName: options.user,
        project: await projectId(client, options.project),
        ...(await secretsOf(options, openSecrets())),
      }
      const { addCredential } = await client.ask(addCredentialDocument, { input })
      const credential = client.granted(addCredential)
      answer(options, credential, `added: credential ${credential.name} (${credential.id})`)
    })

/** In the order of the lines of standard input: password or passphrase, then sudo's. */
const secretsOf = async (options: Options, secrets: Secrets): Promise<Partial<CredentialInput>> => {
  const read = (secret: string, given: boolean | undefined, option: string) =>
    given ? secrets.given(secret) : secrets.typed(secret, option)
  const { user, privateKey: path, passphrase, passphraseStdin, sudoPassword, sudoPasswordStdin } = options
  const login: Partial<CredentialInput> =
    path === undefined
      ? { password: await read(`password of ${user}`, options.passwordStdin, '--password-stdin') }
      : { privateKey: await readNamedFile(path) }
  if (passphrase || passphraseStdin)
    login.passphrase = await read('passphrase of the key', passphraseStdin, '--passphrase-stdin')
  if (sudoPassword || sudoPasswordStdin)
    login.sudoPassword = await read(`sudo password of ${user}`, sudoPasswordStdin, '--sudo-password-stdin')
  return login
}
