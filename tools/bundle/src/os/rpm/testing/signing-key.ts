import { run } from '@slipway/system'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface PackageSigningKey {
  publicKey: string
  sign(file: string): Promise<unknown>
  /** Ends the agent that gpg started. */
  stop(): Promise<unknown>
}

/** A key of the test's own, in a key ring of its own. */
export const makeSigningKey = async (work: string, user: string): Promise<PackageSigningKey> => {
  const home = join(work, `keys-${user}`)
  await mkdir(home, { mode: 0o700 })
  const env = { GNUPGHOME: home, HOME: home }
  await run(
    [
      'gpg',
      '--batch',
      '--passphrase',
      '',
      '--quick-generate-key',
      `${user}@example.invalid`,
      'rsa2048',
      'sign',
      'never',
    ],
    { env },
  )
  const publicKey = join(work, `${user}.asc`)
  await writeFile(
    publicKey,
    (await run(['gpg', '--armor', '--export', `${user}@example.invalid`], { env })).stdout,
  )
  const name = `_gpg_name ${user}@example.invalid`
  return {
    publicKey,
    sign: (file) =>
      run(['rpmsign', '--define', name, '--define', '__gpg /usr/bin/gpg', '--addsign', file], { env }),
    stop: () => run(['gpgconf', '--kill', 'all'], { env }),
  }
}
