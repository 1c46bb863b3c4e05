import { readdir, readFile } from 'node:fs/promises'
import type { SupervisingProcess } from './folder.ts'

/** Whether it is that very process: a pid is given out again, a pid with its start time is not. */
export const isAlive = async ({
  pid,
  start,
}: Pick<SupervisingProcess, 'pid' | 'start'>): Promise<boolean> => {
  const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined)
  if (stat === undefined) return false
  // the name before ")" may hold anything; the state and 18 more fields stand before the start time
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return fields[0] !== 'Z' && Number(fields[19]) === start
}

/** Pids of every process that carries the run's name in its environment. */
export const processesOf = async (runPath: string): Promise<number[]> => {
  const mark = `SLIPWAY_RUN=${runPath}`
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name))
  const marked = await Promise.all(
    pids.map(async (pid) => {
      const environment = await readFile(`/proc/${pid}/environ`, 'utf8').catch(() => '')
      return environment.split('\0').includes(mark)
    }),
  )
  return pids.filter((_, index) => marked[index]).map(Number)
}
