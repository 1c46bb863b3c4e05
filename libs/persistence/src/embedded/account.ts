import { run } from '@slipway/system'
import { readFile } from 'node:fs/promises'

export interface Account {
  uid: number
  gid: number
}

/** In this order: PostgreSQL's own account where the system has one, else the one that owns nothing. */
const names = ['postgres', 'nobody']

/** PostgreSQL refuses to run as root: then the account it runs as; undefined: this process's own. */
export const accountForPostgres = async (): Promise<Account | undefined> => {
  if (process.getuid?.() !== 0) return undefined
  const lines = (await readFile('/etc/passwd', 'utf8')).split('\n').map((line) => line.split(':'))
  for (const name of names) {
    const found = lines.find(([entry]) => entry === name)
    if (found) return { uid: Number(found[2]), gid: Number(found[3]) }
  }
  throw new Error(`there is no account ${names.join(' or ')} to run PostgreSQL as`)
}

/** The command as that account; it gets SIGINT, which ends PostgreSQL at once and in order, when its parent dies. */
export const asAccount = (
  account: Account | undefined,
  argv: readonly [string, ...string[]],
): [string, ...string[]] => [
  'setpriv',
  '--pdeathsig',
  'INT',
  ...(account ? ['--reuid', `${account.uid}`, '--regid', `${account.gid}`, '--clear-groups'] : []),
  '--',
  ...argv,
]

/** Whether the account can go into the folder. */
export const canReach = (account: Account | undefined, folder: string): Promise<boolean> =>
  run(asAccount(account, ['test', '-x', folder])).then(
    () => true,
    () => false,
  )
