import { cancelRun, clearLost, followRun } from '../run/index.ts'
import type { Lane } from '@slipway/workflows'
import type { Attention } from './attention.ts'
import { close } from './follow-lane.ts'
import { foreignRuns } from './runs.ts'

/**
 * Ends what still runs on these hosts for other operations. An operation holds its hosts alone, so that is what one has
 * left that was ended while no worker was there to end its run.
 */
export const endForeignRuns = async (runs: string, lane: Lane, attention: Attention): Promise<void> => {
  for (const run of await foreignRuns(runs, lane)) {
    await cancelRun(run.folder)
    const how = await followRun(run.folder, { detach: attention.signal, onLines: async () => undefined })
    if (how === 'detached') throw attention.failure()
    if (how === 'lost') await clearLost(run.folder)
    await close(run)
  }
}
