import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Group } from './group.ts'

/** The ids of all processes in the group and in the groups below it; none where there is no such group. */
export const processesOf = async (group: Group): Promise<number[]> => [
  ...new Set(await collect(group.processes)),
]

const collect = async (folder: string): Promise<number[]> => {
  try {
    const own = (await readFile(join(folder, 'cgroup.procs'), 'utf8')).split('\n').filter(Boolean).map(Number)
    const below = (await readdir(folder, { withFileTypes: true })).filter((entry) => entry.isDirectory())
    return [...own, ...(await Promise.all(below.map(({ name }) => collect(join(folder, name))))).flat()]
  } catch (error) {
    if (['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) return []
    throw error
  }
}
