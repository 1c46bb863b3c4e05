import type { HostRecord } from '../host/record.ts'
import type { Instance } from '../instance/instance.ts'
import { readCredentials } from './credentials.ts'
import { knownHostsPath } from './known-hosts.ts'

/** What a program needs to get into a host; the product knows no more of it. */
export interface HostAccess {
  readonly name: string
  readonly address: string
  readonly port: 22
  readonly user: string
  readonly keyPath: string
  readonly passwordUser: string
  readonly passwordPath: string
  readonly knownHostsPath: string
}

export const accessTo = async (instance: Instance, host: HostRecord): Promise<HostAccess> => {
  const { keyUser, passwordUser } = await readCredentials(instance)
  return {
    name: host.name,
    address: host.address,
    port: 22,
    user: keyUser.name,
    keyPath: keyUser.keyPath,
    passwordUser: passwordUser.name,
    passwordPath: passwordUser.passwordPath,
    knownHostsPath: knownHostsPath(instance),
  }
}

/**
 * The ssh command for a host, without the user's own settings and with the host's known key.
 * Add options, then the host's command.
 */
export const sshCommand = (access: HostAccess): [string, ...string[]] => [
  ...(['ssh', '-F', 'none', '-i', access.keyPath, '-o', 'IdentitiesOnly=yes'] as const),
  ...['-o', `UserKnownHostsFile=${access.knownHostsPath}`, '-o', 'StrictHostKeyChecking=yes'],
  ...['-o', 'ConnectTimeout=10', '-o', 'LogLevel=ERROR', `${access.user}@${access.address}`],
]
