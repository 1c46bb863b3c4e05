import { run, type RunOptions } from '@slipway/system'
import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instance } from '../instance/instance.ts'
import { hostFolder } from './record.ts'

/** The lock that a host's supervising process holds as long as it lives. */
const lockPath = (instance: Instance, name: string): string => join(hostFolder(instance, name), 'supervised')

/** Looks at the kernel's list of locks: trying the lock would keep a supervisor that starts now from taking it. */
export const isSupervised = async (instance: Instance, name: string): Promise<boolean> => {
  const file = await stat(lockPath(instance, name)).catch(() => undefined)
  if (file === undefined) return false
  const locks = (await readFile('/proc/locks', 'utf8')).split('\n')
  return locks.some(
    (line) => line.includes(' FLOCK ') && !line.includes('->') && line.includes(`:${file.ino} `),
  )
}

/** Returns when no process supervises the host. Throws `program/ProgramFailed` once the time is over or on abort. */
export const untilUnsupervised = async (
  instance: Instance,
  name: string,
  options: Pick<RunOptions, 'timeoutSeconds' | 'signal'>,
): Promise<void> => {
  await run(['flock', '--shared', lockPath(instance, name), 'true'], options)
}
