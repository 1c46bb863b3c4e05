import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, open } from 'node:fs/promises'
import type { Readable } from 'node:stream'
import { fileURLToPath } from 'node:url'
import { refuse } from '@slipway/domain'
import type { RunFolder } from './folder.ts'

export interface RunCommand {
  /** A Python 3 that runs the supervising process. */
  python: string
  argv: readonly [string, ...string[]]
  /** All of the program's environment, but for SLIPWAY_RUN, SLIPWAY_SCRATCH, HOME and TMPDIR, which are the run's own. */
  env: Record<string, string>
  /** What the program reads from descriptor 3; it may be secret. */
  given: string
}

const supervisor = fileURLToPath(new URL('./supervise.py', import.meta.url))

/**
 * Starts the program under a supervising process in a session of its own, which goes on when this process ends.
 * Settles once the run can be found by its folder. Throws `run/NotStarted`.
 */
export const startRun = async (folder: RunFolder, command: RunCommand): Promise<void> => {
  await mkdir(folder.path, { recursive: true, mode: 0o700 })
  const output = await open(folder.output, 'a', 0o600)
  try {
    const child = spawn(command.python, ['-I', '-S', supervisor, folder.path, ...command.argv], {
      detached: true,
      cwd: folder.path,
      env: command.env,
      stdio: ['pipe', output.fd, output.fd, 'pipe'],
    })
    child.unref()
    const given = Buffer.from(command.given)
    const { stdin } = child
    const underWay = child.stdio[3] as Readable
    stdin?.on('error', () => undefined)
    stdin?.end(Buffer.concat([Buffer.from(`${given.length}\n`), given]))
    const ended = once(child, 'exit').then(() => false)
    const failed = once(child, 'error').then(() => false)
    const started = await Promise.race([once(underWay, 'data').then(() => true), ended, failed])
    underWay.destroy()
    if (!started) throw refuse('failed', 'run/NotStarted', { folder: folder.path })
  } finally {
    await output.close()
  }
}
