import { spawn } from 'node:child_process'
import { createInterface } from 'node:readline'
import { sessionOf, signalTo, type KnownProcess } from '../process/session.ts'
import { readReadyLine, type PartSpec } from './spec.ts'

/** One life of a part. */
export interface StartedPart {
  readonly pid: number
  /** Settles when it says that it is ready, with what it says; never if it ends before. */
  readonly ready: Promise<Record<string, unknown>>
  /** Settles when it is gone, with how it came. */
  readonly ended: Promise<string>
  /** The last lines that it printed. */
  lastLines(): string
  /** Asks it to end, and kills it if it does not. */
  stop(): Promise<void>
  /** Kills it and all that it started in its session. */
  kill(): Promise<void>
}

const linesKept = 20

/** Starts a part in a session of its own: the Ctrl-C of a terminal reaches the supervisor alone, which has an order. */
export const startPart = (spec: PartSpec, onLine: (line: string) => void): StartedPart => {
  const [program, ...args] = spec.argv
  const child = spawn(program, args, {
    stdio: ['pipe', 'pipe', 'pipe'],
    detached: true,
    env: { ...spec.env },
  })
  child.stdin.on('error', () => undefined) // it has ended, which is seen below
  const ready = Promise.withResolvers<Record<string, unknown>>()
  const lines: string[] = []
  for (const input of [child.stdout, child.stderr])
    createInterface({ input }).on('line', (line) => {
      const said = readReadyLine(line)
      if (said) return ready.resolve(said) // it may hold a secret, and is for the supervisor alone
      lines.push(line)
      if (lines.length > linesKept) lines.shift()
      onLine(line)
    })
  const ended = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message))
    child.once('exit', (code, signal) => {
      const outcome = signal === null ? `exit code ${code}` : `ended by ${signal}`
      // its last lines are read first, unless somebody whom it started holds the outputs open
      const limit = setTimeout(() => resolve(outcome), 500)
      child.once('close', () => {
        clearTimeout(limit)
        resolve(outcome)
      })
    })
  })
  const pid = child.pid ?? 0
  const kill = async () => {
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGKILL')
    await ended
    if (pid > 0) for (const member of await sessionOf(leaderGone(pid))) signalTo(member, 'SIGKILL')
  }
  return {
    pid,
    ready: ready.promise,
    ended,
    lastLines: () => lines.join('\n'),
    stop: async () => {
      child.kill('SIGTERM')
      const timer = setTimeout(() => void kill(), spec.stopSeconds * 1000)
      await ended
      clearTimeout(timer)
    },
    kill,
  }
}

/** A leader that has just ended: whoever has its id as a session now is of it. */
const leaderGone = (pid: number): KnownProcess => ({ pid, started: 'gone' })
