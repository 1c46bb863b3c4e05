import { randomBytes } from 'node:crypto'
import { readdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { readJson, runFolder, type RunFolder } from '../run/index.ts'
import type { Lane } from '@slipway/workflows'

const descriptionSchema = z.object({
  steps: z.array(z.string()),
  /** By the inventory's name. */
  hosts: z.record(z.string(), z.object({ id: z.string(), address: z.string(), user: z.string() })),
})
/** What a run was asked for, as its folder keeps it. */
export type RunDescription = z.infer<typeof descriptionSchema>

export interface Run {
  folder: RunFolder
  /** Names it within its operation. */
  name: string
  description: RunDescription
}

export const folderOfOperation = (runs: string, operationId: string): string => join(runs, operationId)

/** Runs of the operation on any of the targets of which not everything is recorded, oldest first. */
export const openRuns = async (
  runs: string,
  { operationId, targets }: Pick<Lane, 'operationId' | 'targets'>,
): Promise<Run[]> => {
  const names = await namesOf(runs, operationId)
  const found = await Promise.all(names.map((name) => openRun(runs, operationId, name)))
  return found.filter((run) => run !== undefined).filter((run) => isOn(run, targets))
}

/** Runs of all other operations on any of the targets of which not everything is recorded. */
export const foreignRuns = async (runs: string, { operationId, targets }: Lane): Promise<Run[]> => {
  const others = (await readdir(runs).catch(() => [])).filter((name) => name !== operationId)
  const found = await Promise.all(others.map((other) => openRuns(runs, { operationId: other, targets })))
  return found.flat()
}

/** The folder of the operation's next run. Names are in order, and none is ever used again. */
export const nextRunFolder = async (runs: string, operationId: string): Promise<RunFolder> => {
  const last = (await namesOf(runs, operationId)).at(-1)
  const number = String(Number.parseInt(last ?? '0', 10) + 1).padStart(4, '0')
  const name = `${number}-${randomBytes(4).toString('hex')}`
  return runFolder(join(folderOfOperation(runs, operationId), name))
}

const daysKept = 7

/** Removes the folders of operations whose runs are all recorded for so long: what they told is in the records. */
export const pruneRuns = async (runs: string, now: number = Date.now()): Promise<void> => {
  const oldest = now - daysKept * 24 * 3600 * 1000
  for (const operationId of await readdir(runs).catch(() => [])) {
    const names = await namesOf(runs, operationId)
    const closed = await Promise.all(names.map((name) => closedAt(runFolder(join(runs, operationId, name)))))
    if (names.length > 0 && closed.every((at) => at !== undefined && at < oldest))
      await rm(folderOfOperation(runs, operationId), { recursive: true, force: true })
  }
}

const isOn = ({ description }: Run, targets: readonly string[]): boolean =>
  Object.values(description.hosts).some(({ id }) => targets.includes(id))

const namesOf = async (runs: string, operationId: string): Promise<string[]> => {
  const names = await readdir(folderOfOperation(runs, operationId)).catch(() => [])
  return names.filter((name) => /^\d{4,}-/.test(name)).toSorted()
}

const openRun = async (runs: string, operationId: string, name: string): Promise<Run | undefined> => {
  const folder = runFolder(join(folderOfOperation(runs, operationId), name))
  if ((await closedAt(folder)) !== undefined) return undefined
  const description = await readJson(folder.description, descriptionSchema)
  return description && { folder, name, description }
}

/** Milliseconds since 1970; undefined while something of the run is still to be recorded. */
const closedAt = (folder: RunFolder): Promise<number | undefined> =>
  stat(folder.closed).then(
    ({ mtimeMs }) => mtimeMs,
    () => undefined,
  )
