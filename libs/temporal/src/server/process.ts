import { pythonEnvironment } from '@slipway/system'
import { spawn } from 'node:child_process'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

const requirements = join(import.meta.dirname, '../../requirements.txt')
const lastLinesKept = 20

export interface ServerProcess {
  pid: number
  /** Resolves when it says that it serves; false when it ended before. */
  serves: Promise<boolean>
  /** How it ended, in words, once it has. */
  ended: Promise<string>
  lastLines(): string
  end(signal: NodeJS.Signals): void
}

/** The program of Temporal's command line, which holds the server. Installed on first use. */
export const temporalProgram = async (): Promise<string> =>
  join(await pythonEnvironment(requirements), 'bin', 'temporal')

/** Starts the server as a child that ends with this process, however that ends. */
export const startProcess = (
  program: string,
  args: readonly string[],
  onLine: (line: string) => void,
): ServerProcess => {
  const child = spawn('setpriv', ['--pdeathsig', 'TERM', program, 'server', 'start-dev', ...args], {
    stdio: ['ignore', 'pipe', 'pipe'],
    // a Ctrl-C reaches the terminal's whole group; whoever started it ends it in its order
    detached: true,
    env: { PATH: process.env.PATH, HOME: '/nonexistent' },
  })
  const lines: string[] = []
  const { promise: serves, resolve: settle } = Promise.withResolvers<boolean>()
  const see = (line: string): void => {
    lines.splice(0, lines.length - lastLinesKept + 1)
    lines.push(line)
    onLine(line)
    if (/^Temporal (Server|Metrics):/.test(line)) settle(true)
  }
  for (const stream of [child.stdout, child.stderr]) createInterface({ input: stream }).on('line', see)
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('close', (code, signal) =>
      resolve(signal === null ? `exit code ${code ?? 'unknown'}` : `ended by ${signal}`),
    )
  })
  void ended.then(() => settle(false))
  return {
    pid: child.pid ?? 0,
    serves,
    ended,
    lastLines: () => lines.join('\n'),
    end: (signal) => child.kill(signal),
  }
}
