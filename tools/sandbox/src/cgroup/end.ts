import { readdir, rmdir } from 'node:fs/promises'
import { join } from 'node:path'
import { freeze, thaw } from './freeze.ts'
import type { Group } from './group.ts'
import { processesOf } from './processes.ts'
import { until } from '../kernel/until.ts'

/** Kills every process of the group at once, as a power cut does: frozen, killed, let go. Then they are gone. */
export const endProcesses = async (group: Group): Promise<void> => {
  await until(async () => {
    if ((await processesOf(group)).length === 0) return true
    await freeze(group)
    for (const id of await processesOf(group)) killIfThere(id)
    await thaw(group)
    return false
  })
}

/** Removes the group and all below it from every hierarchy; its processes have ended before. */
export const removeGroup = async (group: Group): Promise<void> => {
  for (const folder of group.folders) await until(() => removeFolder(folder))
}

const killIfThere = (id: number): void => {
  try {
    process.kill(id, 'SIGKILL')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}

/** False while the kernel still counts a process in it that has ended. */
const removeFolder = async (folder: string): Promise<boolean> => {
  try {
    for (const entry of await readdir(folder, { withFileTypes: true }))
      if (entry.isDirectory() && !(await removeFolder(join(folder, entry.name)))) return false
    await rmdir(folder)
    return true
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException
    if (code === 'EBUSY') return false
    if (code === 'ENOENT' || code === 'ENODEV') return true
    throw error
  }
}
