import { everything, findPlans, openOperations, type Database, type Plan } from '@slipway/persistence'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import type { Platform } from '../platform.ts'
import { pinPlaybooks, playbooksFolder } from './playbooks.ts'

/** A tree that was just pinned may be of a plan that starts at this moment. */
const restMs = 60 * 60 * 1000

const openPlans = async (database: Database): Promise<Plan[]> => {
  const em = database.fork(everything)
  return findPlans(
    em,
    (await openOperations(em)).map(({ plan }) => plan),
  )
}

/** Bundles that open operations need, which must not be removed. */
export const pinnedBundles = async (database: Database): Promise<{ version: string; digest: string }[]> => {
  const pins = (await openPlans(database)).flatMap(({ document }) => document.pins.bundle ?? [])
  return [...new Map(pins.map((pin) => [pin.digest, pin])).values()]
}

/** Removes pinned playbooks that no open operation needs, but this release's; gives their digests. */
export const collectPins = async (
  platform: Pick<Platform, 'database' | 'data' | 'playbooks'>,
): Promise<string[]> => {
  const folder = playbooksFolder(platform.data)
  const needed = new Set([await pinPlaybooks(platform)])
  const names = await readdir(folder)
  for (const { document } of await openPlans(platform.database)) needed.add(document.pins.playbooks)
  const removed: string[] = []
  for (const name of names.filter((one) => !needed.has(one))) {
    const { mtimeMs } = await stat(join(folder, name))
    if (Date.now() - mtimeMs < restMs) continue
    await rm(join(folder, name), { recursive: true, force: true })
    removed.push(name)
  }
  return removed
}
