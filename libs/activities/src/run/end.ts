import { rm } from 'node:fs/promises'
import { readProcess, type RunFolder } from './folder.ts'
import { isAlive, processesOf } from './process.ts'

/** Asks the run to end: its program gets SIGINT, and SIGKILL if that does not help; the run's exit says when it is over. */
export const cancelRun = async (folder: RunFolder): Promise<void> => {
  const supervisor = await readProcess(folder)
  if (supervisor && (await isAlive(supervisor))) signal(supervisor.pid, 'SIGTERM')
}

/** Ends what a lost run has left: processes, and the folder in which they kept their sockets and temporary files. */
export const clearLost = async (folder: RunFolder): Promise<void> => {
  for (const pid of await processesOf(folder.path)) signal(pid, 'SIGKILL')
  const supervisor = await readProcess(folder)
  if (supervisor) await rm(supervisor.scratch, { recursive: true, force: true })
}

const signal = (pid: number, name: NodeJS.Signals): void => {
  try {
    process.kill(pid, name)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error
  }
}
