import { refuse } from '@slipway/domain'
import { runningPlatform, type Running } from '@slipway/settings'
import { spawn } from 'node:child_process'
import { watch } from 'node:fs'
import { mkdir, open, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { signalTo } from '../process/session.ts'
import { livingSupervisor } from './supervisor-record.ts'

/** The exit code of a supervisor that finds another one at work. */
export const alreadyRunning = 4

export interface Ensured extends Running {
  /** Whether it was started now, rather than found. */
  fresh: boolean
}

/**
 * The platform of the data folder: the one that runs, also if it is just starting, else one that is started now and
 * goes on in the background. Throws platform/PartNotReady with its last lines, or the signal's reason.
 */
export const ensurePlatform = async (data: string, signal: AbortSignal): Promise<Ensured> => {
  const found = await runningPlatform(data)
  if (found) return { ...found, fresh: false }
  await mkdir(join(data, 'logs'), { recursive: true })
  const logPath = join(data, 'logs', 'platform.log')
  const log = await open(logPath, 'a', 0o600)
  try {
    const { size } = await log.stat()
    const failed = Promise.withResolvers<never>()
    failed.promise.catch(() => undefined) // it may end long after nobody waits any more
    const ready = untilReady(data, signal, () => true, failed.promise)
    const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', mainPath], {
      stdio: ['ignore', log.fd, log.fd],
      detached: true,
      env: { ...process.env, SLIPWAY_DATA: data },
    })
    child.unref()
    child.once('error', failed.reject)
    child.once('exit', (code) => {
      if (code !== alreadyRunning) void notReady(logPath, size, code).then(failed.reject, failed.reject)
    })
    return { ...(await ready), fresh: true }
  } finally {
    await log.close()
  }
}

/** Lets a running platform take up changed settings and networks, and waits until it is ready again. */
export const reloadPlatform = async (data: string, signal: AbortSignal): Promise<Running> => {
  const [before, found] = [await runningPlatform(data), await livingSupervisor(data)]
  const ready = untilReady(data, signal, ({ since }) => since !== before?.since)
  if (found) signalTo(found.pid, 'SIGUSR2')
  return ready
}

const untilReady = async (
  data: string,
  signal: AbortSignal,
  isIt: (running: Running) => boolean,
  failed?: Promise<never>,
): Promise<Running> => {
  const folder = join(data, 'platform')
  await mkdir(folder, { recursive: true })
  const done = Promise.withResolvers<Running>()
  const look = async () => {
    const running = await runningPlatform(data)
    if (running && isIt(running)) done.resolve(running)
  }
  const watcher = watch(folder, () => void look().catch(done.reject))
  const onAbort = () => done.reject(signal.reason)
  signal.addEventListener('abort', onAbort)
  try {
    signal.throwIfAborted()
    await look()
    return await Promise.race([done.promise, ...(failed ? [failed] : [])])
  } finally {
    signal.removeEventListener('abort', onAbort)
    watcher.close()
  }
}

const mainPath = fileURLToPath(new URL('../main.ts', import.meta.url))

const notReady = async (log: string, from: number, code: number | null) => {
  const said = (await readFile(log)).subarray(from).toString().trimEnd().split('\n').slice(-12).join('\n')
  return refuse('failed', 'platform/PartNotReady', {
    ...{ part: 'platform', outcome: `exit code ${code}`, lastLines: said, log },
  })
}
