import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import type { z } from 'zod'
import { sandboxProblems } from '../problems.ts'

/** Undefined where there is no such file. Throws `sandbox/RecordUnreadable`. */
export const readRecord = async <Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | undefined> => {
  let text: string
  try {
    text = await readFile(path, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined
    throw error
  }
  try {
    return schema.parse(JSON.parse(text))
  } catch (error) {
    throw sandboxProblems.RecordUnreadable({ path, why: (error as Error).message })
  }
}

/** The file appears or changes whole, whatever happens meanwhile. */
export const writeRecord = async (path: string, value: unknown): Promise<void> => {
  await mkdir(dirname(path), { recursive: true })
  await writeFile(`${path}.part`, `${JSON.stringify(value, null, 2)}\n`)
  await rename(`${path}.part`, path)
}
