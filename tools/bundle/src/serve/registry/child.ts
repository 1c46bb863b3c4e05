import { programProblems } from '@slipway/system'
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import { once } from 'node:events'
import type { Readable } from 'node:stream'

export type Child = ChildProcessByStdio<null, Readable, Readable>

// The kernel ends the program with the thread that started it, even by kill -9. If our process is gone before the
// kernel was told so, the shell sees another parent and starts nothing.
const withParent = ['--pdeathsig', 'KILL', '--', 'sh', '-c', '[ "$PPID" = "$0" ] && exec "$@"']

/**
 * Starts a program that ends with this process. `spawn` rather than `run`: such a program runs for months, and `run`
 * keeps all that is printed. Only `env` and the PATH are passed on. Throws program/ProgramMissing without setpriv.
 */
export const startChild = async (
  argv: readonly [string, ...string[]],
  env: Record<string, string>,
): Promise<Child> => {
  const child = spawn('setpriv', [...withParent, String(process.pid), ...argv], {
    stdio: ['ignore', 'pipe', 'pipe'],
    detached: true, // a Ctrl-C in the terminal is for this process, which ends its children in order
    env: { PATH: process.env.PATH, ...env },
  })
  try {
    await once(child, 'spawn')
  } catch {
    throw programProblems.ProgramMissing({ program: 'setpriv' })
  }
  return child
}

/** Settles with how the child ended, once all that it printed was read. */
export const endOf = async (child: Child): Promise<string> => {
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null]
  return signal === null ? `exit code ${code}` : `by ${signal}`
}
