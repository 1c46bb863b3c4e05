import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { cacheFolder } from '@slipway/system'
import { root } from './child.ts'

/** Installs what is missing of the machine's packages; ends the run where that fails. */
export const prepareMachine = (): void => {
  process.env.SLIPWAY_CACHE = cacheFolder()
  const { status } = spawnSync('sh', [join(root, 'tools/setup/machine.sh'), 'tests'], { stdio: 'inherit' })
  if (status !== 0) throw new Error('the machine lacks what the tests need; the lines above say what')
  // after a Go that the machine has, the one that setup may have fetched
  process.env.PATH = `${process.env.PATH ?? ''}:${join(cacheFolder(), 'go/go/bin')}`
}
