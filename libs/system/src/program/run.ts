import { execa, ExecaError } from 'execa'
import type { Readable } from 'node:stream'
import { programProblems } from './problems.ts'

export interface RunOptions {
  cwd?: string
  /** Added to this process's environment; undefined removes a name. */
  env?: Record<string, string | undefined>
  /** Only what `env` names, nothing inherited. */
  cleanEnv?: boolean
  input?: string | Uint8Array | Readable
  timeoutSeconds?: number
  signal?: AbortSignal
  /** Called with each line of standard output and standard error as it comes. */
  onLine?: (line: string) => void
}

export interface RunResult {
  stdout: string
  stderr: string
}

const lastLinesKept = 20

/**
 * Runs a program by its argument list, never through a shell, and gives what it printed.
 * Throws `program/ProgramFailed` with the command and its last lines, or `program/ProgramMissing`.
 */
export const run = async (
  argv: readonly [string, ...string[]],
  options: RunOptions = {},
): Promise<RunResult> => {
  const [program, ...args] = argv
  const child = execa(program, args, {
    ...(options.cwd !== undefined && { cwd: options.cwd }),
    ...(options.env && { env: options.env as Record<string, string> }),
    ...(options.signal && { cancelSignal: options.signal }),
    ...(options.timeoutSeconds !== undefined && { timeout: options.timeoutSeconds * 1000 }),
    ...(options.input === undefined ? { stdin: 'ignore' as const } : inputOf(options.input)),
    extendEnv: !options.cleanEnv,
    all: true,
    maxBuffer: 64 * 1024 * 1024,
  })
  const watching = options.onLine && watch(child, options.onLine)
  try {
    const { stdout, stderr } = await child
    await watching
    return { stdout, stderr }
  } catch (error) {
    if (!(error instanceof ExecaError)) throw error
    if (error.code === 'ENOENT' && error.exitCode === undefined)
      throw programProblems.ProgramMissing({ program })
    throw programProblems.ProgramFailed({
      command: argv.join(' '),
      outcome: outcomeOf(error),
      lastLines: textOf(error.all).split('\n').slice(-lastLinesKept).join('\n').trim(),
    })
  }
}

const inputOf = (input: string | Uint8Array | Readable) =>
  typeof input === 'string' || input instanceof Uint8Array ? { input } : { stdin: input }

const watch = async (child: AsyncIterable<unknown>, onLine: (line: string) => void): Promise<void> => {
  try {
    for await (const line of child) onLine(String(line))
  } catch {
    // the same failure reaches the caller through the child itself
  }
}

const textOf = (output: unknown): string => (typeof output === 'string' ? output : '')

const outcomeOf = (
  error: Pick<ExecaError, 'timedOut' | 'isCanceled' | 'signal' | 'exitCode' | 'shortMessage'>,
): string => {
  if (error.timedOut) return 'it took longer than it may'
  if (error.isCanceled) return 'it was cancelled'
  if (error.signal !== undefined) return `it was ended by ${error.signal}`
  return error.exitCode === undefined ? error.shortMessage : `exit code ${error.exitCode}`
}
