import { bundleWorkflowCode, type Logger } from '@temporalio/worker'
import { workflowsPath } from '@slipway/workflows'
import { createHash, randomUUID } from 'node:crypto'
import { mkdir, readdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

const root = join(import.meta.dirname, '../../..')
/** What workflows may import, by the borders of the rooms; packages are told by the lock file. */
const rooms = ['libs/workflows/src', 'libs/domain/src', 'libs/words/src']

/**
 * The workflows as one file, made once for each content of their sources and kept in the cache: a worker that was
 * killed is back without waiting for the bundler. Gives the file's path.
 */
export const workflowCode = async (cache: string, logger: Logger): Promise<string> => {
  const path = join(cache, 'workflows', `${await digestOfSources()}.js`)
  if (await readFile(path).catch(() => undefined)) return path
  const { code } = await bundleWorkflowCode({ workflowsPath, logger })
  await mkdir(dirname(path), { recursive: true })
  const part = `${path}.${randomUUID()}`
  await writeFile(part, code)
  await rename(part, path)
  return path
}

const digestOfSources = async (): Promise<string> => {
  const hash = createHash('sha256').update(await readFile(join(root, 'package-lock.json')))
  for (const room of rooms) {
    const names = await readdir(join(root, room), { recursive: true })
    for (const name of names.filter((one) => one.endsWith('.ts') && !one.endsWith('.test.ts')).toSorted())
      hash.update(`\0${room}/${name}\0`).update(await readFile(join(root, room, name)))
  }
  return hash.digest('hex').slice(0, 32)
}
