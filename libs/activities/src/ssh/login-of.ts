import { refuse } from '@slipway/domain'
import { everything, findCredential, findHost, openCredential, type Host } from '@slipway/persistence'
import type { ActivityDeps } from '../deps.ts'
import type { Login } from './login.ts'

/** The login of a registered host, its credential opened. Throws `host/Gone`. */
export const loginOf = async (deps: Pick<ActivityDeps, 'database' | 'vault'>, id: string): Promise<Login> => {
  const host = await findHost(deps.database.fork(everything), id)
  if (!host) throw refuse('not-found', 'host/Gone', { host: id })
  return loginTo(deps, host)
}

export const loginTo = async (
  { database, vault }: Pick<ActivityDeps, 'database' | 'vault'>,
  host: Host,
): Promise<Login> => {
  const credential = await findCredential(database.fork(everything), host.credential)
  if (!credential) throw refuse('not-found', 'host/Gone', { host: host.name })
  const { name, address, port, hostKey } = host
  return {
    host: name,
    address,
    port,
    hostKey,
    user: credential.userName,
    ...openCredential(vault, credential),
  }
}
