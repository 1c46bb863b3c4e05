import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { downAll } from '../sandbox.ts'

/** Not the folder for temporary files, which may be kept in memory: disks of hosts are too large for that. */
const parent = '/var/tmp'
const prefix = 'slipway-test-'

/** A data folder for one test file, named after this process. */
export const makeTestFolder = async (): Promise<string> => {
  await removeAbandoned()
  return mkdtemp(join(parent, `${prefix}${process.pid}-`))
}

/** Takes the sandbox of the folder down and deletes the folder. */
export const removeTestFolder = async (folder: string): Promise<void> => {
  await downAll(folder)
  await rm(folder, { recursive: true, force: true })
}

/** Removes what test processes that no longer live have left: an interrupted run cleans up with the next. */
export const removeAbandoned = async (): Promise<void> => {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (owner !== undefined && !lives(Number(owner))) await removeTestFolder(join(parent, name))
  }
}

const lives = (id: number): boolean => {
  try {
    process.kill(id, 0)
    return true
  } catch {
    return false
  }
}
