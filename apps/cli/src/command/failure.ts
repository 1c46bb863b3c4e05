import { Problem, type Kind } from '@slipway/domain'
import { CommanderError } from 'commander'

/** Exit codes by kind of problem, for scripts; 1 is a failure that nobody foresaw, 130 an interruption. */
export const exitCodes: Record<Kind, number> = {
  invalid: 2,
  'not-found': 3,
  conflict: 4,
  forbidden: 5,
  unavailable: 6,
  damaged: 7,
  failed: 8,
}

/** Says what went wrong on standard error and sets the exit code. */
export const failWith = (error: unknown): void => {
  if (isInterruption(error)) {
    process.stderr.write('interrupted: what is finished is kept; the same command goes on from there\n')
    process.exitCode = 130
  } else if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? 0 : exitCodes.invalid // it has said all there is to say
  } else if (error instanceof Problem) {
    process.stderr.write(`error: ${error.message}\n`)
    process.exitCode = exitCodes[error.kind]
  } else {
    process.stderr.write(
      `error: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`,
    )
    process.exitCode = 1
  }
}

const isInterruption = (error: unknown): boolean => error instanceof Error && error.name === 'AbortError'
