import { startOf } from '@slipway/system'
import { mkdir, readFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { z } from 'zod'
import { isAlive, type KnownProcess } from '../process/session.ts'
import { writeWhole } from '../process/write-whole.ts'

const pathOf = (data: string): string => join(data, 'platform', 'supervisor.json')

/** Says that this process is the supervisor of the folder, also before the platform is ready. */
export const writeSupervisor = async (data: string): Promise<void> => {
  await mkdir(dirname(pathOf(data)), { recursive: true })
  const own: KnownProcess = { pid: process.pid, started: (await startOf(process.pid)) ?? '' }
  await writeWhole(pathOf(data), JSON.stringify(own))
}

/** The supervisor of the folder, if it is alive. */
export const livingSupervisor = async (data: string): Promise<KnownProcess | undefined> => {
  const text = await readFile(pathOf(data), 'utf8').catch(() => undefined)
  const read = z.object({ pid: z.number(), started: z.string() }).safeParse(text && JSON.parse(text))
  return read.success && (await isAlive(read.data)) ? read.data : undefined
}
