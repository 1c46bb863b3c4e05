import { Connection } from '@temporalio/client'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freePort } from './free-port.ts'
import { temporalProblems } from './problems.ts'
import { startProcess, temporalProgram, type ServerProcess } from './process.ts'

export interface TemporalOptions {
  /** Holds the database; made if it is not there. Absent: all is kept in memory and gone with the process. */
  folder?: string
  /** Of the gRPC service; 0 or absent: any free one. */
  port?: number
  /** Of the UI; 0 or absent: any free one. */
  uiPort?: number
  /** The path under which the UI is reached, as in /temporal. */
  uiPath?: string
  /** Starts no UI. */
  headless?: boolean
  /** Values of the server's dynamic configuration, by key. */
  dynamicConfig?: Readonly<Record<string, string | number | boolean>>
  /** Called with each line that the server prints. */
  onLine?: (line: string) => void
}

export interface Temporal {
  /** host:port of the gRPC service. */
  address: string
  uiUrl: string
  pid: number
  /** How it ended, in words, once it has. */
  ended: Promise<string>
  /** Ends it in order; what it keeps is on disk when this resolves. Twice is the same as once. */
  stop(): Promise<void>
}

/** Of all services together, in seconds; then the server is killed. Its database survives that. */
const stopSeconds = 10
const attempts = 3
/** What grpc.health.v1 calls SERVING; the SDK does not export its enumeration. */
const isServing = (status: number): boolean => status === 1

/**
 * Starts the embedded Temporal on the loopback interface and gives it once its health service says that it serves.
 * Throws `temporal/DidNotStart` with its last lines, `program/ProgramFailed` where it could not be installed.
 */
export const startTemporal = async (options: TemporalOptions = {}): Promise<Temporal> => {
  const program = await temporalProgram()
  if (options.folder !== undefined) await mkdir(options.folder, { recursive: true, mode: 0o700 })
  for (let attempt = 1; ; attempt++) {
    const port = options.port || (await freePort())
    const uiPort = options.uiPort || (await freePort())
    const server = startProcess(
      program,
      argumentsOf(options, port, uiPort),
      options.onLine ?? (() => undefined),
    )
    const address = `127.0.0.1:${port}`
    if ((await server.serves) && (await healthy(server, address)))
      return {
        address,
        uiUrl: `http://127.0.0.1:${uiPort}${options.uiPath ?? ''}`,
        pid: server.pid,
        ended: server.ended,
        stop: () => stop(server),
      }
    await stop(server)
    // between being found free and being listened on, a port may have been taken by somebody else
    const mayTryAgain =
      !(options.port && options.uiPort) && server.lastLines().includes('address already in use')
    if (attempt === attempts || !mayTryAgain)
      throw temporalProblems.DidNotStart({ outcome: await server.ended, lastLines: server.lastLines() })
  }
}

const argumentsOf = (options: TemporalOptions, port: number, uiPort: number): string[] => [
  ...['--ip', '127.0.0.1', '--port', String(port), '--log-level', 'warn'],
  ...(options.headless ? ['--headless'] : ['--ui-port', String(uiPort), '--ui-disable-news-fetch']),
  ...(options.uiPath === undefined ? [] : ['--ui-public-path', options.uiPath]),
  ...Object.entries(options.dynamicConfig ?? {}).flatMap(([key, value]) => [
    '--dynamic-config-value',
    `${key}=${JSON.stringify(value)}`,
  ]),
  ...(options.folder === undefined ? [] : ['--db-filename', join(options.folder, 'temporal.db')]),
]

const healthy = async (server: ServerProcess, address: string): Promise<boolean> => {
  const gone = server.ended.then(() => false)
  const connection = await Promise.race([Connection.connect({ address, connectTimeout: '60s' }), gone])
  if (typeof connection === 'boolean') return false
  try {
    const { status } = await connection.healthService.check({})
    return isServing(status)
  } finally {
    await connection.close()
  }
}

const stop = async (server: ServerProcess): Promise<void> => {
  server.end('SIGTERM')
  const late = setTimeout(() => server.end('SIGKILL'), stopSeconds * 1000)
  await server.ended
  clearTimeout(late)
}
