import { run } from '@slipway/system'
import { z } from 'zod'
import type { Instance } from '../instance/instance.ts'
import { namespacesOf } from './switch.ts'

/** Nothing passes from one port of the switch to another. */
export interface Cut {
  readonly from: string
  readonly to: string
}

const answer = z.object({
  nftables: z.array(
    z.object({
      set: z
        .object({ elem: z.array(z.object({ concat: z.tuple([z.string(), z.string()]) })).optional() })
        .optional(),
    }),
  ),
})

/** The cuts that are in force; the firewall itself is their only record. */
export const listCuts = async (instance: Instance): Promise<Cut[]> => {
  if (!(await namespacesOf(instance)).includes(instance.names.switch)) return []
  const { stdout } = await nft(instance, ['--json', 'list', 'set', 'bridge', instance.names.table, 'cuts'])
  const { nftables } = answer.parse(JSON.parse(stdout))
  const elements = nftables.flatMap(({ set }) => set?.elem ?? [])
  return elements.map(({ concat: [from, to] }) => ({ from, to }))
}

/** In force from the next frame on, also for connections that are open. */
export const addCuts = (instance: Instance, cuts: readonly Cut[]): Promise<void> =>
  change(instance, 'add', cuts)

export const removeCuts = (instance: Instance, cuts: readonly Cut[]): Promise<void> =>
  change(instance, 'delete', cuts)

const change = async (instance: Instance, verb: string, cuts: readonly Cut[]): Promise<void> => {
  if (cuts.length === 0) return
  const elements = cuts.map(({ from, to }) => `${from} . ${to}`).join(', ')
  await nft(instance, [verb, 'element', 'bridge', instance.names.table, 'cuts', `{ ${elements} }`])
}

const nft = (instance: Instance, args: readonly string[]) =>
  run(['ip', 'netns', 'exec', instance.names.switch, 'nft', ...args])
