import { mkdir, readdir, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { writeWhole } from './write-whole.ts'
import { isAlive, known, sessionOf, signalTo, type KnownProcess } from './session.ts'

const processSchema = z.object({ pid: z.number(), started: z.string() })
const recordSchema = z.object({ leader: processSchema, servers: z.array(processSchema) })
type Record = z.infer<typeof recordSchema>

/** What is written down of the processes of each part, so that the next start finds what a crash left behind. */
export interface Records {
  /** `servers` are those that the part started in sessions of their own. */
  write(part: string, leader: number, servers?: readonly number[]): Promise<void>
  /** Ends whatever is left of a part: first it may end by itself, then it is asked, then killed. */
  end(part: string): Promise<void>
  endAll(): Promise<void>
}

const patience = { byItself: 15_000, asked: 10_000 }

export const processRecords = (folder: string): Records => {
  const pathOf = (part: string) => join(folder, `${part}.json`)
  const end = async (part: string) => {
    const text = await readFile(pathOf(part), 'utf8').catch(() => undefined)
    if (text === undefined) return
    const record = recordSchema.safeParse(JSON.parse(text))
    if (record.success) await endRecorded(record.data)
    await rm(pathOf(part), { force: true })
  }
  return {
    write: async (part, leader, servers = []) => {
      const own = await known(leader)
      if (!own) return // it has ended meanwhile, and its end is seen
      const others = (await Promise.all(servers.map(known))).filter((found) => found !== undefined)
      await mkdir(folder, { recursive: true })
      await writeWhole(pathOf(part), JSON.stringify({ leader: own, servers: others } satisfies Record))
    },
    end,
    endAll: async () => {
      const names = await readdir(folder).catch(() => [])
      await Promise.all(
        names.filter((name) => name.endsWith('.json')).map((name) => end(name.slice(0, -'.json'.length))),
      )
    },
  }
}

const endRecorded = async ({ leader, servers }: Record): Promise<void> => {
  if (await isAlive(leader)) await gone(() => alive([leader]), patience.byItself)
  // SIGINT is the order to end that does not wait for clients, for PostgreSQL as for Temporal
  for (const { pid } of await alive(servers)) signalTo(pid, 'SIGINT')
  await gone(() => alive(servers), patience.asked)
  for (const { pid } of await alive(servers)) signalTo(pid, 'SIGKILL')
  for (const pid of await sessionOf(leader)) signalTo(pid, 'SIGKILL')
  await gone(async () => [...(await alive(servers)), ...(await sessionOf(leader))], patience.asked)
}

const alive = async (processes: readonly KnownProcess[]): Promise<KnownProcess[]> => {
  const living = await Promise.all(processes.map(isAlive))
  return processes.filter((_, index) => living[index])
}

/** Waits until there are none, at most so many milliseconds. The kernel tells nobody but the parent of an end. */
const gone = async (left: () => Promise<readonly unknown[]>, limit: number): Promise<void> => {
  const end = Date.now() + limit
  while ((await left()).length > 0 && Date.now() < end) await pause(50)
}
