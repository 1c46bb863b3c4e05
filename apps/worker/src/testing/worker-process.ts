import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'

export interface WorkerProcess {
  /** Resolves when it says that it is ready; rejects when it ends before. */
  ready: Promise<void>
  /** Its exit code, or the signal that ended it. */
  ended: Promise<number | NodeJS.Signals | null>
  kill(signal: NodeJS.Signals): void
  /** What it wrote to its log. */
  log(): string
}

/** The worker's program with these settings and no others. */
export const startWorkerProcess = (settings: Readonly<Record<string, string>>): WorkerProcess => {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts')], {
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { PATH: process.env.PATH, ...settings },
  })
  let log = ''
  child.stderr.setEncoding('utf8').on('data', (chunk: string) => {
    log += chunk
  })
  const ended = once(child, 'close').then(
    ([code, signal]) => (code ?? signal) as number | NodeJS.Signals | null,
  )
  const ready = new Promise<void>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line === 'slipway: ready') resolve()
    })
    void ended.then(() => reject(new Error(`it ended before it was ready: ${log}`)))
  })
  ready.catch(() => undefined)
  return { ready, ended, kill: (signal) => child.kill(signal), log: () => log }
}
