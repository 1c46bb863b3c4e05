import { readExit, readProcess, type RunExit, type RunFolder } from './folder.ts'
import { isAlive } from './process.ts'

/** lost: the supervising process is gone and left no word of how the program ended. */
export type RunState = 'running' | 'lost' | RunExit

export const runState = async (folder: RunFolder): Promise<RunState> => {
  const exit = await readExit(folder)
  if (exit) return exit
  const supervisor = await readProcess(folder)
  if (supervisor && (await isAlive(supervisor))) return 'running'
  // it may have ended between the two looks
  return (await readExit(folder)) ?? 'lost'
}
