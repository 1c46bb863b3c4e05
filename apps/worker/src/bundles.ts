import { dropReplaced, Store, type Dropped } from '@slipway/bundle'
import { pinnedBundles } from '@slipway/operations'
import type { Database } from '@slipway/persistence'
import { join } from 'node:path'

/**
 * Lets the replaced bundles of the data folder go that no open operation pins. Where bundles are kept on another
 * machine, there is no store here and nothing happens.
 */
export const dropBundles = async ({
  database,
  data,
}: {
  database: Database
  data: string
}): Promise<Dropped> => {
  const pinned = await pinnedBundles(database)
  return dropReplaced(new Store(join(data, 'bundles')), new Set(pinned.map(({ digest }) => digest)))
}
