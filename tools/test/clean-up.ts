import { downAll } from '@slipway/sandbox'
import { removeAbandoned } from '@slipway/sandbox/testing'
import { dataFolder } from '@slipway/system'
import { join } from 'node:path'

/** Takes down whatever hosts a test left on the machine, which only an interrupted one does. */
export const cleanUp = async (): Promise<void> => {
  if (process.getuid?.() !== 0) return
  await downAll(join(dataFolder(), 'bench'))
  await removeAbandoned()
}
