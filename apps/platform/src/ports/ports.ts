import { refuse } from '@slipway/domain'
import { readFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { formatEndpoint } from '@slipway/settings'
import { z } from 'zod'
import { writeWhole } from '../process/write-whole.ts'

const savedSchema = z.record(z.string(), z.number())

/** One port that is wanted. */
export interface Wish {
  /** What it is for; its port is kept under this name. */
  name: string
  addresses: readonly string[]
  /** The port that is taken if it is free, unless another one was kept. */
  usual?: number
  /** Somebody has set this port: it is this one or none. */
  set?: number
}

/**
 * The ports of a data folder, the same ones at every start as long as they are free, so that two platforms on one
 * machine get out of each other's way. Throws platform/PortTaken for one that was set.
 */
export const choosePorts = async (path: string, wishes: readonly Wish[]): Promise<Record<string, number>> => {
  const text = await readFile(path, 'utf8').catch(() => '{}')
  const saved = savedSchema.safeParse(JSON.parse(text)).data ?? {}
  const chosen: Record<string, number> = {}
  for (const wish of wishes) chosen[wish.name] = await choose(wish, saved[wish.name], Object.values(chosen))
  await writeWhole(path, `${JSON.stringify({ ...saved, ...chosen }, undefined, 2)}\n`)
  return chosen
}

const choose = async (
  { name, addresses, usual, set }: Wish,
  kept: number | undefined,
  taken: readonly number[],
): Promise<number> => {
  if (set !== undefined && set !== 0) {
    if (await isFree(addresses, set)) return set
    throw refuse('conflict', 'platform/PortTaken', {
      name,
      listen: addresses.map((host) => formatEndpoint({ host, port: set })).join(', '),
    })
  }
  for (const port of [kept, usual])
    if (port !== undefined && !taken.includes(port) && (await isFree(addresses, port))) return port
  for (;;) {
    const port = await listenOnce(addresses[0] ?? '127.0.0.1', 0)
    if (port !== undefined && !taken.includes(port) && (await isFree(addresses, port))) return port
  }
}

const isFree = async (addresses: readonly string[], port: number): Promise<boolean> => {
  for (const address of addresses) if ((await listenOnce(address, port)) === undefined) return false
  return true
}

/** The port on which it could listen; undefined where the port is taken. */
const listenOnce = (host: string, port: number): Promise<number | undefined> =>
  new Promise((resolve, reject) => {
    const server = createServer()
    server.once('error', (error: NodeJS.ErrnoException) =>
      error.code === 'EADDRINUSE' ? resolve(undefined) : reject(error),
    )
    server.listen({ host, port, exclusive: true }, () => {
      const address = server.address()
      server.close(() => resolve(typeof address === 'object' ? address?.port : undefined))
    })
  })
