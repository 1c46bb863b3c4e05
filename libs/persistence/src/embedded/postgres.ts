import { refuse } from '@slipway/domain'
import { run } from '@slipway/system'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { chmod, chown, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { accountForPostgres, asAccount, canReach, type Account } from './account.ts'
import { installation } from './installation.ts'
import { endOrphan } from './orphan.ts'

export interface Postgres {
  /** postgresql://slipway:<password>@127.0.0.1:<port>/postgres */
  url: string
  port: number
  pid: number
  /** Settles when the server has ended, by whomever, with how: `exit code 1`, `ended by SIGKILL`. */
  ended: Promise<string>
  /** Ends it in order; what was committed is on disk. Repeatable. */
  stop(): Promise<void>
}

export interface PostgresOptions {
  /** Kept for this server alone: data, password, log. Made where it is not there. */
  folder: string
  /** On the loopback; 0 or none: any that is free. */
  port?: number
  /** Without waiting for the disk: for tests, whose data nobody wants after a crash. */
  volatile?: boolean
}

const user = 'slipway'
const linesKept = 20

/**
 * Starts PostgreSQL on the loopback over the folder's data, which the first start makes; a server that an earlier
 * process left running there is ended first. Throws `platform/PostgresFailed` with its last lines, or
 * `platform/FolderOutOfReach` where the account that PostgreSQL runs as cannot go into the folder.
 */
export const startPostgres = async (options: PostgresOptions): Promise<Postgres> => {
  const { folder, volatile = false } = options
  const programs = await installation()
  const account = await accountForPostgres()
  await mkdir(folder, { recursive: true, mode: 0o711 })
  if (!(await canReach(account, folder)) || !(await canReach(account, programs)))
    throw refuse('unavailable', 'platform/FolderOutOfReach', { folder })
  const data = join(folder, 'data')
  await endOrphan(data)
  const password = await prepare(programs, account, { folder, data, volatile })
  const port = options.port || (await freePort())
  const argv = asAccount(account, [join(programs, 'bin', 'postgres'), ...flags(data, port, volatile)])
  const server = spawn(argv[0], argv.slice(1), {
    // out of the terminal's group: a Ctrl-C is for those who use the database, who then stop it last
    detached: true,
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { PATH: process.env.PATH, TZ: 'UTC' },
  })
  const ended = once(server, 'close').then(([code, signal]: (number | string | null)[]) =>
    signal ? `ended by ${signal}` : `exit code ${code ?? 0}`,
  )
  await ready(server.stderr, ended)
  return {
    url: `postgresql://${user}:${password}@127.0.0.1:${port}/postgres`,
    port,
    pid: server.pid ?? 0,
    ended,
    stop: async () => {
      if (server.exitCode === null && server.signalCode === null) server.kill('SIGINT')
      await ended
    },
  }
}

const flags = (data: string, port: number, volatile: boolean): string[] => [
  ...['-D', data, '-h', '127.0.0.1', '-p', `${port}`, '-c', 'unix_socket_directories='],
  ...['-c', 'max_connections=200', '-c', 'timezone=UTC', '-c', 'log_timezone=UTC'],
  ...(volatile ? ['-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off'] : []),
]

interface Place {
  folder: string
  data: string
  volatile: boolean
}

/** Makes the data folder beside its place and moves it there, so that half of one is never taken for one. */
const prepare = async (programs: string, account: Account | undefined, place: Place): Promise<string> => {
  const passwordFile = join(place.folder, 'password')
  if (await isThere(join(place.data, 'PG_VERSION'))) return (await readFile(passwordFile, 'utf8')).trim()
  const part = `${place.data}.part`
  await rm(part, { recursive: true, force: true })
  await mkdir(part, { mode: 0o700 })
  const password = randomBytes(24).toString('base64url')
  const given = join(place.folder, 'password.part')
  await writeFile(given, `${password}\n`, { mode: 0o600 })
  if (account) {
    await chown(part, account.uid, account.gid)
    await chown(given, account.uid, account.gid)
  }
  await run(
    asAccount(account, [
      join(programs, 'bin', 'initdb'),
      ...['-D', part, '-U', user, '--pwfile', given, '--auth', 'scram-sha-256'],
      ...['--encoding', 'UTF8', '--locale', 'C', ...(place.volatile ? ['--no-sync'] : [])],
    ]),
    { cwd: '/', timeoutSeconds: 120 },
  )
  if (account) await chown(given, process.getuid?.() ?? 0, process.getgid?.() ?? 0)
  await chmod(given, 0o600)
  await rename(given, passwordFile)
  await rename(part, place.data)
  return password
}

const ready = async (log: NodeJS.ReadableStream, ended: Promise<string>): Promise<void> => {
  const lines: string[] = []
  const accepting = Promise.withResolvers<true>()
  createInterface({ input: log }).on('line', (line) => {
    if (line.includes('ready to accept connections')) accepting.resolve(true)
    lines.push(line)
    if (lines.length > linesKept) lines.shift()
  })
  if (await Promise.race([accepting.promise, ended.then(() => false)])) return
  throw refuse('unavailable', 'platform/PostgresFailed', { lines: lines.join('\n') })
}

const freePort = async (): Promise<number> => {
  const probe = createServer().listen(0, '127.0.0.1')
  await once(probe, 'listening')
  const { port } = probe.address() as AddressInfo
  probe.close()
  await once(probe, 'close')
  return port
}

const isThere = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
