import { cacheFolder, dataFolder, terminalProgress } from '@slipway/system'
import { keysFolder, Store, trustedKeys, type Trust } from '@slipway/bundle'
import { join } from 'node:path'
import { interruptSignal } from '../command/interrupt.ts'

/** What every bundle command works with. */
export interface Opened {
  store: Store
  data: string
  cache: string
  signal: AbortSignal
  progress: ReturnType<typeof terminalProgress>
  trust(): Promise<Trust>
}

/** Runs `work` with the bundle store of the data folder. */
export const withBundles = async (work: (opened: Opened) => Promise<void>): Promise<void> => {
  const data = dataFolder()
  const progress = terminalProgress()
  const keys = keysFolder(data)
  const trust = async () => ({ keys: await trustedKeys(keys), folder: keys })
  const store = new Store(join(data, 'bundles'))
  try {
    await work({ store, data, cache: cacheFolder(), signal: interruptSignal(), progress, trust })
  } finally {
    progress.close()
  }
}
