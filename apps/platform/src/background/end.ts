import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { processRecords } from '../process/leftovers.ts'
import { isAlive, signalTo } from '../process/session.ts'
import { aloneFor } from '../start/lock.ts'
import { livingSupervisor } from './supervisor-record.ts'

const patience = 120_000

/**
 * Ends the platform of a data folder, in whichever terminal or background it runs, and what a crashed one has left.
 * Says whether there was one.
 */
export const endPlatform = async (data: string): Promise<boolean> => {
  const found = await livingSupervisor(data)
  if (found) {
    signalTo(found.pid, 'SIGTERM')
    const end = Date.now() + patience
    while ((await isAlive(found)) && Date.now() < end) await pause(100)
    if (await isAlive(found)) signalTo(found.pid, 'SIGKILL')
  }
  await aloneFor(data, () => processRecords(join(data, 'platform', 'processes')).endAll())
  return found !== undefined
}
