import { readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { isFrozen } from '../cgroup/freeze.ts'
import { processesOf } from '../cgroup/processes.ts'
import type { Instance } from '../instance/instance.ts'
import { hostGroup } from './environment.ts'
import { hostFolder } from './record.ts'
import { isSupervised } from './supervisor.ts'

/** `failed`: it ended by itself and not by a shutdown, or what supervises it is gone. */
export type HostState = 'booting' | 'running' | 'frozen' | 'stopped' | 'failed'

export interface Status {
  readonly state: HostState
  /** When it began to be so, as far as that leaves a trace. */
  readonly since?: Date
}

export const statusOf = async (instance: Instance, name: string): Promise<Status> => {
  const folder = hostFolder(instance, name)
  const ready = await timeOf(join(folder, 'signal/ready'))
  if (await isSupervised(instance, name)) {
    if (await isFrozen(await hostGroup(instance, name)))
      return { state: 'frozen', ...(ready && { since: ready }) }
    if (ready) return { state: 'running', since: ready }
    const since = await timeOf(join(folder, 'signal')) // changed when the last boot's signal was removed
    return { state: 'booting', ...(since && { since }) }
  }
  const alive = (await processesOf(await hostGroup(instance, name))).length > 0
  const since = await timeOf(join(folder, 'ended'))
  const code = await endedWith(instance, name)
  const orderly = code === undefined ? since === undefined && !ready : code === 0 || code === powerCut
  return { state: alive || !orderly ? 'failed' : 'stopped', ...(since && { since }) }
}

/** What the supervisor notes after `kill`: ended by signal 9. */
export const powerCut = 137

/** The exit code that the host's last run ended with; undefined when it never ran or its supervisor was killed. */
export const endedWith = async (instance: Instance, name: string): Promise<number | undefined> => {
  const text = await readFile(join(hostFolder(instance, name), 'ended'), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : Number(text)
}

const timeOf = async (path: string): Promise<Date | undefined> =>
  (await stat(path).catch(() => undefined))?.mtime
