import { run } from '@slipway/system'
import { z } from 'zod'

export interface UsedNetwork {
  /** An address alone or with a length. */
  readonly network: string
  readonly link: string
}

const routes = z.array(z.object({ dst: z.string(), dev: z.string().optional() }))

/** What this machine's routes, of all tables, and with them its own addresses, cover. */
export const usedNetworks = async (): Promise<UsedNetwork[]> => {
  const { stdout } = await run(['ip', '-4', '-json', 'route', 'show', 'table', 'all'])
  return routes
    .parse(JSON.parse(stdout || '[]'))
    .filter(({ dst }) => dst !== 'default')
    .map(({ dst, dev }) => ({ network: dst, link: dev ?? 'a route without a link' }))
}
