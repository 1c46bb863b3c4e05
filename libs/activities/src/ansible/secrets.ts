import type { Plan, SecretUse, Step } from '@slipway/domain'
import {
  everything,
  getOrMakeClusterSecret,
  openClusterSecret,
  outputs,
  type Database,
  type Vault,
} from '@slipway/persistence'
import { randomBytes, randomInt } from 'node:crypto'
import type { Variables } from './variables.ts'

/** The secrets that steps name, by variable; those that nobody gave are made and kept. */
export const secretsOf = async (
  { database, vault }: { database: Database; vault: Vault },
  cluster: string,
  steps: readonly Step[],
): Promise<Record<string, string>> => {
  const em = database.fork(everything)
  const opened: Record<string, string> = {}
  for (const { variable, reference, kind } of steps.flatMap(({ secrets }) => secrets))
    opened[variable] =
      kind === 'given'
        ? await openClusterSecret(em, vault, cluster, reference)
        : await getOrMakeClusterSecret(em, vault, { cluster, reference }, makers[kind])
  return opened
}

/** What steps use of earlier steps' outputs, by variable; of a reference to a secret, the secret. */
export const outputsOf = async (
  { database, vault }: { database: Database; vault: Vault },
  operation: string,
  plan: Plan,
  steps: readonly Step[],
): Promise<{ plain: Variables; secret: Record<string, string> }> => {
  const em = database.fork(everything)
  const plain: Variables = {}
  const secret: Record<string, string> = {}
  for (const [variable, [from, output]] of steps.flatMap(({ uses }) => Object.entries(uses))) {
    const value = (await outputs(em, operation, from))[output]
    if (value === undefined) throw new Error(`the step ${from} has given no ${output}`)
    const giver = plan.steps.find(({ name }) => name === from)
    if (giver?.outputs[output] === 'secret-reference' && typeof value === 'string')
      secret[variable] = await openClusterSecret(em, vault, plan.cluster.id, value)
    else plain[variable] = value
  }
  return { plain, secret }
}

const lettersAndDigits = 'abcdefghijklmnopqrstuvwxyz0123456789'
const word = (length: number): string =>
  Array.from({ length }, () => lettersAndDigits[randomInt(lettersAndDigits.length)]).join('')

/** In the forms that kubeadm and the API server ask for. */
export const makers: Record<Exclude<SecretUse['kind'], 'given'>, () => string> = {
  /** [a-z0-9]{6}.[a-z0-9]{16} */
  'bootstrap-token': () => `${word(6)}.${word(16)}`,
  /** 32 bytes in hexadecimal. */
  'certificate-key': () => randomBytes(32).toString('hex'),
  /** 32 bytes in base64, for secretbox. */
  'encryption-key': () => randomBytes(32).toString('base64'),
}
