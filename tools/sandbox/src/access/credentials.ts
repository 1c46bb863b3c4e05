import { run } from '@slipway/system'
import { randomBytes } from 'node:crypto'
import { access, chmod, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instance } from '../instance/instance.ts'

/** How one gets into the hosts of a sandbox; made once for it, files of mode 0600. */
export interface Credentials {
  /** Logs in by key; sudo asks for nothing. */
  readonly keyUser: { readonly name: 'ops'; readonly keyPath: string; readonly publicKey: string }
  /** Logs in by password; sudo asks for it. */
  readonly passwordUser: { readonly name: 'admin'; readonly passwordPath: string; readonly password: string }
}

const pathsOf = ({ folder }: Instance) => ({
  keyPath: join(folder, 'access/ops'),
  passwordPath: join(folder, 'access/admin-password'),
})

/** Makes what is missing. */
export const ensureCredentials = async (instance: Instance): Promise<Credentials> => {
  const { keyPath, passwordPath } = pathsOf(instance)
  await mkdir(join(instance.folder, 'access'), { recursive: true, mode: 0o700 })
  if (!(await exists(`${keyPath}.pub`))) await makeKey(keyPath, 'ed25519')
  if (!(await exists(passwordPath))) {
    await writeFile(`${passwordPath}.part`, `${randomBytes(12).toString('base64url')}\n`, { mode: 0o600 })
    await rename(`${passwordPath}.part`, passwordPath)
  }
  return readCredentials(instance)
}

export const readCredentials = async (instance: Instance): Promise<Credentials> => {
  const { keyPath, passwordPath } = pathsOf(instance)
  return {
    keyUser: { name: 'ops', keyPath, publicKey: (await readFile(`${keyPath}.pub`, 'utf8')).trim() },
    passwordUser: { name: 'admin', passwordPath, password: (await readFile(passwordPath, 'utf8')).trim() },
  }
}

/** The public half appears last: where it is, the key is whole. */
export const makeKey = async (
  path: string,
  type: 'ed25519' | 'ecdsa',
  comment = 'sandbox',
): Promise<void> => {
  await rm(path, { force: true })
  await rm(`${path}.pub`, { force: true })
  await run(['ssh-keygen', '-q', '-t', type, '-N', '', '-C', comment, '-f', `${path}.part`])
  await chmod(`${path}.part`, 0o600)
  await rename(`${path}.part`, path)
  await rename(`${path}.part.pub`, `${path}.pub`)
}

const exists = (path: string): Promise<boolean> =>
  access(path).then(
    () => true,
    () => false,
  )
