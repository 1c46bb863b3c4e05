import { startOf } from '@slipway/system'
import { readdir, readFile } from 'node:fs/promises'
import type { SupervisingProcess } from './folder.ts'

/** Whether it is that very process. */
export const isAlive = async ({ pid, start }: Pick<SupervisingProcess, 'pid' | 'start'>): Promise<boolean> =>
  Number(await startOf(pid)) === start

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
