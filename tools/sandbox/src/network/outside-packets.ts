import { run } from '@slipway/system'
import { z } from 'zod'
import type { Instance } from '../instance/instance.ts'
import { namespacesOf } from './switch.ts'

const answer = z.object({
  nftables: z.array(z.object({ counter: z.object({ packets: z.number() }).optional() })),
})

/**
 * How many packets hosts have sent to addresses outside the sandbox's network since it was made; all were dropped.
 * 0 where there is no network.
 */
export const outsidePackets = async (instance: Instance): Promise<number> => {
  const { names } = instance
  if (!(await namespacesOf(instance)).includes(names.switch)) return 0
  const { stdout } = await run([
    ...(['ip', 'netns', 'exec', names.switch] as const),
    ...['nft', '--json', 'list', 'counter', 'bridge', names.table, 'outside'],
  ])
  const { nftables } = answer.parse(JSON.parse(stdout))
  return nftables.find(({ counter }) => counter)?.counter?.packets ?? 0
}
