import { refuse } from '@slipway/domain'
import ssh2, { type AuthenticationType, type AuthMethod, type Client, type ConnectConfig } from 'ssh2'
import { algorithmsFor, hostKeyOf } from './host-key.ts'
import type { Login } from './login.ts'
import { connectProblem, type Seen } from './problem.ts'

/** An open connection to a host. */
export interface Connection {
  readonly client: Client
  /** The key that the host showed, as in known_hosts. */
  readonly hostKey: string
  /** This platform's end. */
  close(): void
}

const connectMilliseconds = 10_000

/**
 * Logs in. A host that was seen before must show the same key. Throws `host/Unreachable`, `host/LoginRefused`,
 * `host/CredentialUnusable`, `host/PasswordExpired` or `host/KeyChanged`.
 */
export const connect = (login: Login, signal?: AbortSignal): Promise<Connection> => {
  const ways = waysIn(login)
  const seen: Seen = { hostKey: undefined, methods: [], passwordExpired: false }
  const client = new ssh2.Client()
  return new Promise((resolve, reject) => {
    const fail = (error: unknown): void => {
      client.removeAllListeners()
      client.on('error', () => undefined) // what it says after its end is nobody's concern
      client.destroy()
      reject(connectProblem(login, seen, error))
    }
    const abort = (): void => fail(signal?.reason)
    if (signal?.aborted) return abort()
    signal?.addEventListener('abort', abort, { once: true })
    client.on('ready', () => {
      signal?.removeEventListener('abort', abort)
      client.removeListener('error', fail)
      client.on('error', () => undefined) // whoever runs something hears of it by its channel
      resolve({ client, hostKey: seen.hostKey ?? '', close: () => client.end() })
    })
    client.on('error', fail)
    client.on('change password', () => {
      seen.passwordExpired = true
      client.destroy()
    })
    client.on('close', () => fail(new Error('the connection was closed')))
    client.connect({ ...settings(login), ...checks(login, seen, ways) })
  })
}

const settings = ({ address, port, user, hostKey }: Login): ConnectConfig => ({
  ...{ host: address, port, username: user },
  readyTimeout: connectMilliseconds,
  keepaliveInterval: 5_000,
  keepaliveCountMax: 3,
  ...(hostKey !== null && { algorithms: { serverHostKey: algorithmsFor(hostKey) as never } }),
})

const checks = (login: Login, seen: Seen, ways: AuthMethod[]): ConnectConfig => ({
  hostVerifier: (blob: Buffer) => {
    seen.hostKey = hostKeyOf(blob)
    return login.hostKey === null || login.hostKey === seen.hostKey
  },
  // the types give no room for "no more", which ssh2 takes as false
  authHandler: (left: AuthenticationType[] | null) => {
    if (left) seen.methods = left
    return ways.shift() ?? false
  },
})

/** Key first, then the password in both ways in which servers ask for it. */
const waysIn = (login: Login): AuthMethod[] => {
  const { user: username, privateKey, passphrase, password } = login
  const ways: AuthMethod[] = []
  if (privateKey !== undefined) {
    const parsed = ssh2.utils.parseKey(privateKey, passphrase)
    if (parsed instanceof Error)
      throw refuse('invalid', 'host/CredentialUnusable', { host: login.host, reason: parsed.message })
    ways.push({ type: 'publickey', username, key: parsed } as AuthMethod)
  }
  if (password !== undefined) {
    ways.push({ type: 'password', username, password } as AuthMethod)
    const prompt = (
      ...[, , , prompts, answer]: [string, string, string, unknown[], (all: string[]) => void]
    ) => answer(prompts.map(() => password))
    ways.push({ type: 'keyboard-interactive', username, prompt } as AuthMethod)
  }
  return ways
}
