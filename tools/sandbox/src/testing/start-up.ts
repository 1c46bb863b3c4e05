import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface UpProcess {
  readonly process: ChildProcess
  /** Resolves at the first line of progress that has this text; rejects when the process ends before. */
  readonly line: (text: string) => Promise<void>
  /** Exit code and what it wrote to standard error. */
  readonly ended: Promise<{ code: number | null; errors: string }>
}

/** Starts `up` as a process of its own, as the CLI is one. */
export const startUp = (
  folders: { data: string; cache: string },
  names: readonly string[],
  wrapper: readonly string[] = [],
): UpProcess => {
  const program = join(import.meta.dirname, 'up-process.ts')
  const [command = '', ...args] = [
    ...wrapper,
    process.execPath,
    program,
    folders.data,
    folders.cache,
    ...names,
  ]
  const child = spawn(command, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  const lines: string[] = []
  const reader = createInterface(child.stdout).on('line', (line) => lines.push(line))
  let errors = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => (errors += text))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, errors }))
  const line = (text: string): Promise<void> =>
    new Promise((resolve, reject) => {
      const look = () => lines.some((line) => line.includes(text)) && resolve()
      reader.on('line', look)
      look()
      void ended.then(() => reject(new Error(`ended before "${text}": ${lines.join('\n')}\n${errors}`)))
    })
  return { process: child, line, ended }
}
