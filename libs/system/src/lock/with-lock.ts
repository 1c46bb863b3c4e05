import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir } from 'node:fs/promises'
import { dirname } from 'node:path'
import { programProblems } from '../program/problems.ts'

/**
 * Runs `work` while this process alone holds the lock at `path`, among all processes of the machine.
 * The lock is held by flock(1) in a child whose input is ours: it ends with this process, even by kill -9.
 * `onWait` is called once if somebody else holds it.
 */
export const withLock = async <Result>(
  path: string,
  work: () => Promise<Result>,
  onWait?: () => void,
): Promise<Result> => {
  await mkdir(dirname(path), { recursive: true })
  const release = (await hold(path, ['--nonblock'])) ?? (onWait?.(), await hold(path, []))
  if (release === undefined) throw programProblems.ProgramMissing({ program: 'flock' })
  try {
    return await work()
  } finally {
    await release()
  }
}

/** Undefined when the lock could not be had. */
const hold = async (path: string, flags: string[]): Promise<(() => Promise<void>) | undefined> => {
  const holder = spawn('flock', [...flags, path, 'sh', '-c', 'echo held; exec cat >/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    detached: true, // a Ctrl-C reaches the whole group of the terminal; the lock must outlast our own clean-up
  })
  const ended = new Promise<void>((resolve) => holder.once('close', () => resolve()))
  holder.once('error', () => holder.stdout.destroy())
  const held = await Promise.race([once(holder.stdout, 'data').then(() => true), ended.then(() => false)])
  if (!held) return undefined
  return async () => {
    holder.stdin.end()
    await ended
  }
}
