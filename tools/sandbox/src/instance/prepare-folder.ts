import { chmod, mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { sandboxProblems } from '../problems.ts'
import type { Instance } from './instance.ts'
import { readRecord, writeRecord } from './record.ts'

const place = z.object({ id: z.string(), folder: z.string() })

/** Makes the sandbox's folder and notes its place; refuses one that was made elsewhere. */
export const prepareFolder = async (instance: Instance): Promise<void> => {
  const path = join(instance.folder, 'instance.json')
  const recorded = await readRecord(path, place)
  if (recorded === undefined) {
    await mkdir(instance.folder, { recursive: true })
    await chmod(instance.folder, 0o700)
    await writeRecord(path, { id: instance.id, folder: instance.folder })
  } else if (recorded.folder !== instance.folder) {
    throw sandboxProblems.FolderMoved({ folder: instance.folder, recorded: recorded.folder })
  }
}
