import { watch } from 'node:fs'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Instance } from '../instance/instance.ts'
import { sandboxProblems } from '../problems.ts'
import { lastConsoleLines } from './console.ts'
import { consolePath, hostFolder } from './record.ts'
import { endedWith } from './state.ts'

/** A boot takes two seconds; a machine with one slow disk and twenty hosts may take a hundred times as long. */
export const bootLimitSeconds = 180

const signalFolder = (instance: Instance, name: string): string => join(hostFolder(instance, name), 'signal')

/** The id of the host's present boot, which it writes once it answers SSH; undefined before. */
export const readyBoot = (instance: Instance, name: string): Promise<string | undefined> =>
  readFile(join(signalFolder(instance, name), 'ready'), 'utf8').catch(() => undefined)

/** Settles when the host's supervisor ends; the signal says that nobody waits any more. */
type Ended = (signal: AbortSignal) => Promise<unknown>

/**
 * Returns when the host answers SSH in another boot than `before`, told by the kernel as the host writes it.
 * Throws `sandbox/HostEndedWhileBooting` when `ended` comes first, `sandbox/HostNotReady` after three minutes.
 */
export const untilReady = async (
  instance: Instance,
  name: string,
  ended: Ended,
  before?: string,
): Promise<void> => {
  const outcome = await firstOf(instance, name, ended, before)
  if (outcome === 'ready') return
  const lastLines = await lastConsoleLines(instance, name)
  const details = { name, consolePath: consolePath(instance, name), lastLines }
  if (outcome === 'late') throw sandboxProblems.HostNotReady({ ...details, seconds: bootLimitSeconds })
  const code = await endedWith(instance, name)
  throw sandboxProblems.HostEndedWhileBooting({ ...details, outcome: wordsFor(code) })
}

type Outcome = 'ready' | 'ended' | 'late'

const firstOf = async (instance: Instance, name: string, ended: Ended, before?: string): Promise<Outcome> => {
  const waiting = new AbortController()
  const { promise, resolve } = Promise.withResolvers<Outcome>()
  const look = async () => {
    const boot = await readyBoot(instance, name)
    if (boot !== undefined && boot !== before) resolve('ready')
  }
  const watcher = watch(signalFolder(instance, name), () => void look())
  const limit = setTimeout(() => resolve('late'), bootLimitSeconds * 1000)
  const end = () => resolve('ended')
  ended(waiting.signal).then(end, end)
  try {
    await look()
    return await promise
  } finally {
    watcher.close()
    clearTimeout(limit)
    waiting.abort()
  }
}

const wordsFor = (code: number | undefined): string => {
  if (code === undefined) return 'its supervising process was ended'
  if (code === 0) return 'it shut itself down'
  if (code === 125) return 'its network, cgroups or disk could not be set up'
  return code > 128 ? `it was ended by signal ${code - 128}` : `systemd-nspawn ended with exit code ${code}`
}
