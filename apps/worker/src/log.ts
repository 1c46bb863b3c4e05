import { stderr } from 'node:process'
import type { Settings } from '@slipway/settings'

const levels = ['debug', 'info', 'warn', 'error'] as const
type Level = Settings['log']['level']
type Data = Readonly<Record<string, unknown>>

/** Writes lines of JSON to standard error; standard output says only when the worker is ready. */
export const makeLog =
  (least: Level) =>
  (level: Level, message: string, data: Data = {}): void => {
    if (levels.indexOf(level) < levels.indexOf(least)) return
    stderr.write(`${JSON.stringify({ at: new Date().toISOString(), level, message, ...data })}\n`)
  }
export type Log = ReturnType<typeof makeLog>

/** An error as a line of the log: its message and where it came from, never what it was called with. */
export const told = (error: unknown): Data =>
  error instanceof Error ? { error: error.message, stack: error.stack } : { error: String(error) }
