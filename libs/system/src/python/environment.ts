import { createHash } from 'node:crypto'
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../folders/folders.ts'
import { withLock } from '../lock/with-lock.ts'
import { run } from '../program/run.ts'

/**
 * A Python environment with exactly what a requirements file pins, made once per content of that file and shared by
 * all clones. Gives its folder; programs are in `bin`. Throws `program/ProgramFailed` where pip or venv fails.
 */
export const pythonEnvironment = async (requirementsPath: string): Promise<string> => {
  const requirements = await readFile(requirementsPath)
  const name = createHash('sha256').update(requirements).digest('hex').slice(0, 16)
  const folder = join(cacheFolder(), 'python', name)
  const whole = join(folder, 'whole')
  if (await exists(whole)) return folder
  await withLock(`${folder}.lock`, async () => {
    if (await exists(whole)) return
    await rm(folder, { recursive: true, force: true })
    await mkdir(folder, { recursive: true })
    await run(['python3', '-m', 'venv', folder])
    const pip = join(folder, 'bin', 'pip')
    await run([pip, 'install', '--quiet', '--disable-pip-version-check', '--requirement', requirementsPath])
    await writeFile(whole, requirements)
  })
  return folder
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  )
