import { Problem } from '@slipway/domain'
import { z } from 'zod'
import type { Hosts } from '../floor/ground.ts'
import type { BenchPlatform } from './platform.ts'
import type { Bar } from './timeline.ts'

const operationSchema = z.looseObject({
  state: z.string(),
  createdAt: z.string(),
  endedAt: z.string().nullable(),
  progress: z.array(
    z.looseObject({
      step: z.string(),
      target: z.string(),
      beganAt: z.string(),
      endedAt: z.string().nullable(),
    }),
  ),
  plan: z.looseObject({
    steps: z.array(
      z.looseObject({
        name: z.string(),
        targets: z.array(z.looseObject({ id: z.string(), name: z.string() })),
      }),
    ),
  }),
})

export interface Created {
  /** From the approval of the plan to the end of its last step. */
  seconds: number
  bars: Bar[]
}

/** Makes the hosts known to the platform, with a credential, and lets it look at them. */
export const registerHosts = async (
  { slipway }: BenchPlatform,
  { hosts }: Pick<Hosts, 'hosts'>,
): Promise<void> => {
  const [first] = hosts
  if (!first) throw new Error('there are no hosts')
  await slipway(['credential', 'add', 'bench', '--user', first.user, '--private-key', first.keyPath])
  for (const { name, address } of hosts)
    await slipway(['host', 'add', name, address, '--credential', 'bench'])
  await slipway(['host', 'facts', ...hosts.map(({ name }) => name)])
}

/** Registers the hosts and lets the platform make a cluster of them: the first is the control plane. */
export const createBySlipway = async (
  platform: BenchPlatform,
  { hosts }: Pick<Hosts, 'hosts'>,
  version: string,
): Promise<Created> => {
  const { slipway } = platform
  await registerHosts(platform, { hosts })
  const [first, ...rest] = hosts
  if (!first) throw new Error('there are no hosts')
  const workers = rest.flatMap(({ name }) => ['--worker', name])
  const asked = [
    'cluster',
    'create',
    'bench',
    '--version',
    version,
    '--control-plane',
    first.name,
    ...workers,
  ]
  try {
    await slipway([...asked, '--yes'])
  } catch (error) {
    const log = await slipway(['operation', 'logs', 'bench']).catch(() => '')
    throw error instanceof Problem
      ? new Error(`${error.message}\n${log.split('\n').slice(-40).join('\n')}`)
      : error
  }
  const operation = operationSchema.parse(JSON.parse(await slipway(['operation', 'show', 'bench', '--json'])))
  if (operation.state !== 'SUCCEEDED' || operation.endedAt === null)
    throw new Error(`the operation is ${operation.state}`)
  const began = Date.parse(operation.createdAt)
  const names = new Map(
    operation.plan.steps.flatMap(({ targets }) => targets).map(({ id, name }) => [id, name]),
  )
  const seconds = (at: string) => (Date.parse(at) - began) / 1000
  return {
    seconds: seconds(operation.endedAt),
    bars: operation.progress.map(({ step, target, beganAt, endedAt }) => ({
      ...{ step, target: names.get(target) ?? target },
      ...{ from: seconds(beganAt), to: seconds(endedAt ?? beganAt) },
    })),
  }
}
