import { randomBytes } from 'node:crypto'
import { readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

/** What is in a run's folder, by path. Nothing in it is secret. */
export interface RunFolder {
  readonly path: string
  /** What was asked for, as JSON; written before the program starts. */
  readonly description: string
  /** The supervising process, while it runs. */
  readonly process: string
  /** How the program ended. */
  readonly exit: string
  /** What the program tells, a line of JSON each. */
  readonly events: string
  /** Standard output and error. */
  readonly output: string
  /** There once everything that the run told is recorded. */
  readonly closed: string
}

export const runFolder = (path: string): RunFolder => ({
  path,
  description: join(path, 'run.json'),
  process: join(path, 'process.json'),
  exit: join(path, 'exit.json'),
  events: join(path, 'events.jsonl'),
  output: join(path, 'output.log'),
  closed: join(path, 'closed'),
})

const processSchema = z.object({ pid: z.int().positive(), start: z.int(), scratch: z.string() })
export type SupervisingProcess = z.infer<typeof processSchema>

const exitSchema = z.object({
  /** Negative: the number of the signal that ended it. */
  code: z.int(),
  cancelled: z.boolean(),
})
export type RunExit = z.infer<typeof exitSchema>

export const readProcess = (folder: RunFolder): Promise<SupervisingProcess | undefined> =>
  readJson(folder.process, processSchema)

export const readExit = (folder: RunFolder): Promise<RunExit | undefined> => readJson(folder.exit, exitSchema)

/** The file's value, or undefined where there is no such file. */
export const readJson = async <Value>(path: string, schema: z.ZodType<Value>): Promise<Value | undefined> => {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined
    throw error
  })
  return text === undefined ? undefined : schema.parse(JSON.parse(text))
}

/** By a rename: whoever reads it finds it whole or not at all. */
export const writeWhole = async (path: string, text: string): Promise<void> => {
  // of its own, for others may write the same at the same time
  const unfinished = `${path}.${randomBytes(4).toString('hex')}`
  await writeFile(unfinished, text, { mode: 0o600 })
  await rename(unfinished, path)
}
