import { run, withProgress, type Progress } from '@slipway/system'
import { join } from 'node:path'
import type { Ground } from './ground.ts'

const folder = join(import.meta.dirname, '../../by-hand')

/** The hosts' names by role, separated by commas, as the scripts take them. */
export interface Roles {
  controlPlanes: string
  workers: string
}

export const rolesOf = (controlPlanes: number, workers: number): Roles & { names: string[] } => {
  const name = (prefix: string, count: number) =>
    Array.from({ length: count }, (_, index) => `${prefix}-${index + 1}`)
  const [planes, others] = [name('cp', controlPlanes), name('worker', workers)]
  return { controlPlanes: planes.join(','), workers: others.join(','), names: [...planes, ...others] }
}

/** Runs one of the scripts and gives the seconds that it took. */
export const runScript = (
  script: 'create' | 'prove' | 'upgrade',
  version: string,
  ground: Ground,
  { controlPlanes, workers }: Roles,
  { progress, signal }: { progress: Progress; signal: AbortSignal },
): Promise<number> =>
  withProgress(
    progress,
    `${script} ${version} by hand`,
    async (task) => {
      const began = performance.now()
      await run([join(folder, `${script}.sh`), controlPlanes, workers], {
        env: { ...ground.env, VERSION: version },
        timeoutSeconds: 1800,
        signal,
        onLine: (line) =>
          /^[0-9.]+ s {2}/.test(line) ? process.stderr.write(`             ${line}\n`) : task.note(line),
      })
      return (performance.now() - began) / 1000
    },
    (seconds) => `${seconds.toFixed(1)} s`,
  )
