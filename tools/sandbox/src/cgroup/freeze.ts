import { readFile, writeFile } from 'node:fs/promises'
import type { Group } from './group.ts'

/** Stops every process of the group where it stands, until thaw. */
export const freeze = (group: Group): Promise<void> => writeFile(group.freezer.file, group.freezer.freeze)

/** Lets them go on. Does nothing where there is no such group. */
export const thaw = async (group: Group): Promise<void> => {
  try {
    await writeFile(group.freezer.file, group.freezer.thaw)
  } catch (error) {
    if (!['ENOENT', 'ENODEV'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error
  }
}

export const isFrozen = async ({ freezer }: Group): Promise<boolean> => {
  try {
    const state = (await readFile(freezer.file, 'utf8')).trim()
    return state === 'FROZEN' || state === 'FREEZING' || state === '1'
  } catch {
    return false // no group, no process in it
  }
}
