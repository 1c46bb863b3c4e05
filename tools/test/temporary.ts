import { downAll } from '@slipway/sandbox'
import { chmod, mkdtemp, readdir, readFile, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'

/** Not the usual folder for temporary files, which may be kept in memory: disks of hosts are too large for that. */
const parent = '/var/tmp'
// short: a Unix socket's path has at most 107 bytes, and some are below it
const prefix = 'sw-'

/**
 * Makes the folder that all temporary folders of this run lie in, so that whatever an interrupted test leaves can be
 * found. It bears the id of this process: the next run removes what a killed one has left.
 */
export const openTemporary = async (): Promise<string> => {
  for (const name of await readdir(parent)) {
    const owner = new RegExp(`^${prefix}(\\d+)-`).exec(name)?.[1]
    if (owner !== undefined && !(await stat(`/proc/${owner}`).catch(() => undefined)))
      await removeTemporary(join(parent, name))
  }
  const folder = await mkdtemp(join(parent, `${prefix}${process.pid}-`))
  await chmod(folder, 0o755) // PostgreSQL runs as an account of its own
  return folder
}

/** Ends the processes and takes down the hosts that belong to a folder in it, and deletes it. */
export const removeTemporary = async (folder: string): Promise<void> => {
  await endProcesses(folder)
  for (const name of await readdir(folder))
    if (await stat(join(folder, name, 'sandbox')).catch(() => undefined)) await downAll(join(folder, name))
  await rm(folder, { recursive: true, force: true })
}

const patience = 30_000

const endProcesses = async (folder: string): Promise<void> => {
  const end = Date.now() + patience
  for (let first = true; ; first = false) {
    const left = await processesOf(folder)
    if (left.length === 0) return
    const late = Date.now() > end
    if (first || late) for (const pid of left) kill(pid, late ? 'SIGKILL' : 'SIGTERM')
    await pause(100) // nothing tells when a process ends that is nobody's child
  }
}

/** Those that name the folder in their command line or, as TMPDIR, in their environment. */
const processesOf = async (folder: string): Promise<number[]> => {
  const pids = (await readdir('/proc')).filter((name) => /^\d+$/.test(name)).map(Number)
  const named = await Promise.all(
    pids.map(async (pid) => {
      const told = ['cmdline', 'environ'].map((name) =>
        readFile(`/proc/${pid}/${name}`, 'utf8').catch(() => ''),
      )
      return (await Promise.all(told)).some((text) => text.includes(folder)) ? pid : undefined
    }),
  )
  return named.filter((pid) => pid !== undefined)
}

const kill = (pid: number, signal: NodeJS.Signals): void => {
  try {
    process.kill(pid, signal)
  } catch {
    // it has ended meanwhile
  }
}
