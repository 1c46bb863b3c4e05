import { readFile } from 'node:fs/promises'
import { processesOf } from '../cgroup/processes.ts'
import type { Instance } from '../instance/instance.ts'
import { hostGroup } from './environment.ts'

/** The host's process 1 as the machine numbers it; undefined when it does not run. */
export const leaderOf = async (instance: Instance, name: string): Promise<number | undefined> => {
  const ids = await processesOf(await hostGroup(instance, name))
  const depth = (await numbersOf(process.pid)).length + 1
  for (const id of ids) {
    const numbers = await numbersOf(id)
    if (numbers.length === depth && numbers.at(-1) === 1) return id
  }
  return undefined
}

/** A process has a number in its own pid namespace and in each around it, the outermost first. */
const numbersOf = async (id: number): Promise<number[]> => {
  const status = await readFile(`/proc/${id}/status`, 'utf8').catch(() => '')
  return (/^NSpid:\t(.*)$/m.exec(status)?.[1] ?? '').split('\t').filter(Boolean).map(Number)
}
