import type { Problem } from '@slipway/domain'
import { isIPv6 } from 'node:net'
import { createInterface } from 'node:readline'
import { listenProblem } from '../listen/problem.ts'
import { serveProblems } from '../problems.ts'
import { endOf, startChild, type Child } from './child.ts'
import type { Log } from './log.ts'

/** A registry that listens. */
export interface Registry {
  address: string
  port: number
  pid: number
  /** Settles when its process is gone: with a problem, unless `close` ended it. */
  ended: Promise<Problem | undefined>
  close(): Promise<void>
}

const startSeconds = 60

/**
 * Starts the registry program and waits until it says that it listens.
 * Throws serve/PortTaken, serve/CannotListen or serve/RegistryEnded.
 */
export const startRegistry = async (
  program: string,
  configPath: string,
  log: Log,
  address: string,
  port: number,
): Promise<Registry> => {
  const child = await startChild([program, 'serve', configPath], {
    REGISTRY_HTTP_ADDR: `${isIPv6(address) ? `[${address}]` : address}:${port}`,
    OTEL_TRACES_EXPORTER: 'none', // else it sends traces to whoever listens on port 4318
  })
  const end = endOf(child)
  const listening = listeningPort(child, log)
  let late = false
  const limit = setTimeout(() => {
    late = true
    child.kill('SIGKILL')
  }, startSeconds * 1000)
  const own = await Promise.race([listening, end])
  clearTimeout(limit)
  if (typeof own === 'string')
    throw startProblem(log, address, port, late ? `it did not listen within ${startSeconds} s` : own)
  let closing = false
  return {
    address,
    port: own,
    pid: child.pid ?? 0,
    ended: end.then((outcome) => (closing ? undefined : endedProblem(log, outcome))),
    close: async () => {
      closing = true
      child.kill('SIGKILL') // it only reads, so it has nothing to bring to an end; and a frozen one ends as well
      await end
    },
  }
}

/** Writes what the child prints to the log, and settles when it says on which port it listens. */
const listeningPort = (child: Child, log: Log): Promise<number> =>
  new Promise((resolve) => {
    for (const input of [child.stdout, child.stderr])
      createInterface({ input }).on('line', (line) => {
        log.add(line)
        const port = /msg="listening on .*:(\d+), tls"/.exec(line)?.[1]
        if (port !== undefined) resolve(Number(port))
      })
  })

const endedProblem = (log: Log, outcome: string): Problem =>
  serveProblems.RegistryEnded({ outcome, log: log.path, lastLines: log.lastLines })

const startProblem = (log: Log, address: string, port: number, outcome: string): Problem => {
  const why = /listen tcp.*: bind: (.*?)"?$/m.exec(log.lastLines)?.[1]
  return why === undefined
    ? endedProblem(log, outcome)
    : listenProblem('registry', address, port, why.includes('address already in use'), why)
}
