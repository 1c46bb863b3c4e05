import { cacheFolder } from '@slipway/system'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { demoProblems } from './problems.ts'

const root = join(import.meta.dirname, '../../../..')

/** Installs what sandbox hosts and bundles need and this machine lacks, in sight. Throws demo/MachineLacks. */
export const prepareMachine = async (): Promise<void> => {
  const script = join(root, 'tools/setup/machine.sh')
  const child = spawn('sh', [script], {
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, SLIPWAY_CACHE: cacheFolder() },
  })
  const [code] = (await once(child, 'close')) as [number | null]
  if (code !== 0) throw demoProblems.MachineLacks(undefined)
  // after a Go that the machine has, the one that the script may have fetched
  process.env.PATH = `${process.env.PATH ?? ''}:${join(cacheFolder(), 'go/go/bin')}`
}
