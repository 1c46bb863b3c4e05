import { startOf } from '@slipway/system'
import { randomUUID } from 'node:crypto'
import { mkdir, readdir, rm } from 'node:fs/promises'
import { join } from 'node:path'

/**
 * A new folder below `folder` that belongs to this process. Folders of processes that ended without clearing up
 * after themselves, by kill -9 or a power cut, are removed on the way.
 */
export const incomingFolder = async (folder: string): Promise<string> => {
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (!(await ownerLives(name))) await rm(join(folder, name), { recursive: true, force: true })
  const own = join(folder, `${process.pid}-${await startOf(process.pid)}-${randomUUID()}`)
  await mkdir(own)
  return own
}

const ownerLives = async (name: string): Promise<boolean> => {
  const [pid, start] = name.split('-')
  return start !== undefined && (await startOf(Number(pid))) === start
}
