import { readFile, readlink } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Well below what a person notices; the process is not our child, so its end is no event for us. */
const lookEveryMs = 20
const patienceMs = 60_000

/** Ends the server that runs over that data folder, if one does, and waits until it has. */
export const endOrphan = async (data: string): Promise<void> => {
  const pid = await serverOf(data)
  if (pid === undefined) return
  process.kill(pid, 'SIGINT')
  const deadline = Date.now() + patienceMs
  while ((await serverOf(data)) === pid) {
    if (Date.now() > deadline) throw new Error(`PostgreSQL (process ${pid}) over ${data} does not end`)
    await pause(lookEveryMs)
  }
}

/** The process that the data folder names, if it is still a server over that folder: a pid alone may be another's. */
const serverOf = async (data: string): Promise<number | undefined> => {
  const text = await readFile(join(data, 'postmaster.pid'), 'utf8').catch(() => '')
  const pid = Number.parseInt(text, 10)
  if (!(pid > 0)) return undefined
  const cwd = await readlink(`/proc/${pid}/cwd`).catch(() => undefined)
  return cwd === data ? pid : undefined
}
