import { startOf } from '@slipway/system'
import { readdir, readFile } from 'node:fs/promises'

/** A process that is meant and no other, although ids are given out again. */
export interface KnownProcess {
  pid: number
  /** In clock ticks since boot. */
  started: string
}

export const known = async (pid: number): Promise<KnownProcess | undefined> => {
  const started = await startOf(pid)
  return started === undefined ? undefined : { pid, started }
}

export const isAlive = async ({ pid, started }: KnownProcess): Promise<boolean> =>
  (await startOf(pid)) === started

/**
 * Whoever belongs to the session that this process leads or led, itself included. A session's id is not given out
 * again while it has members, so these are its own, unless another process leads it by now.
 */
export const sessionOf = async (leader: KnownProcess): Promise<number[]> => {
  const present = await startOf(leader.pid)
  if (present !== undefined && present !== leader.started) return []
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const members = await Promise.all(
    pids.map(async (pid) => {
      const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '')
      const [state, , , session] = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
      return state !== 'Z' && Number(session) === leader.pid ? pid : undefined
    }),
  )
  return members.filter((pid) => pid !== undefined)
}

/** Sends a signal; that the process is gone is fine. */
export const signalTo = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
