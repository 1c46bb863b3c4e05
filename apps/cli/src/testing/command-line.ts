import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { token } from './stand-in-server.ts'
import type { Answer } from './slipway.ts'

const program = join(import.meta.dirname, '../../bin/slipway')

export interface CommandLine {
  folder: string
  env: Record<string, string>
  /** Runs the CLI as scripts do, without a terminal. */
  run(args: string[], options?: { input?: string; env?: Record<string, string> }): Promise<Answer>
  /** Runs it on a terminal of 80 columns; each reply is typed when its question is shown. Gives all that was shown. */
  type(
    args: string[],
    replies?: [question: string, reply: string][],
  ): Promise<{ code: number; shown: string }>
  remove(): Promise<void>
}

/** A person with folders of their own; signed in by token where a server is given. */
export const openCommandLine = async (server?: string): Promise<CommandLine> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-cli-'))
  const env: Record<string, string> = {
    PATH: process.env.PATH ?? '',
    HOME: folder,
    XDG_CONFIG_HOME: join(folder, 'config'),
    SLIPWAY_DATA: join(folder, 'data'),
    SLIPWAY_CACHE: join(folder, 'cache'),
    LANG: 'en_US.UTF-8',
    ...(server !== undefined && { SLIPWAY_SERVER: server, SLIPWAY_TOKEN: token }),
  }
  return {
    folder,
    env,
    run: async (args, options = {}) => {
      const child = spawn(program, args, { env: { ...env, ...options.env }, cwd: folder })
      const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)))
      child.stdin.on('error', () => undefined) // a command that fails early reads nothing
      child.stdin.end(options.input ?? '')
      const [stdout, stderr, code] = await Promise.all([text(child.stdout), text(child.stderr), ended])
      return { code, stdout, stderr }
    },
    type: async (args, replies = []) => {
      const words = [program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')
      const command = `stty cols 80 rows 24; exec ${words}`
      const terminal = { ...env, TERM: 'xterm', SHELL: '/bin/sh' }
      const child = spawn('script', ['-qec', command, '/dev/null'], { env: terminal, cwd: folder })
      const ended = new Promise<number>((resolve) => child.once('close', (code) => resolve(code ?? -1)))
      const left = [...replies]
      let shown = ''
      child.stdout.on('data', (chunk: Buffer) => {
        shown += chunk.toString()
        const [next] = left
        if (!next || !shown.includes(next[0])) return
        left.shift()
        child.stdin.write(next[1])
      })
      const code = await ended
      return { code, shown }
    },
    remove: () => rm(folder, { recursive: true, force: true }),
  }
}
