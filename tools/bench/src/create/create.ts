import { dataFolder, withLock, withProgress } from '@slipway/system'
import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expectNothingOutside } from '../floor/floor.ts'
import { benchFolder, bootHosts, prepareGround, requireBundles, type Benchmark } from '../floor/ground.ts'
import { rolesOf, runScript, type Roles } from '../floor/scripts.ts'
import { median } from '../median.ts'
import { createBySlipway, type Created } from './by-slipway.ts'
import type { CreateOptions } from './options.ts'
import { startPlatform } from './platform.ts'
import { timeline } from './timeline.ts'

/**
 * Makes clusters by hand and by Slipway in turn, on fresh hosts of the same shape, and gives the closing line: medians
 * in seconds and their ratio. Both times end with the same proof by use on every node. Throws where a cluster does not
 * work or a host sent a packet to the outside.
 */
export const runCreate = (options: CreateOptions, benchmark: Benchmark): Promise<string> =>
  withLock(join(benchFolder(), 'lock'), async () => {
    const { runs, workers, version, picture } = options
    const roles = rolesOf(1, workers)
    await requireBundles([version], benchmark)
    const byHand: number[] = []
    const bySlipway: Created[] = []
    for (let count = 0; count < runs; count++) {
      byHand.push(await handRun(roles, version, benchmark))
      bySlipway.push(await slipwayRun(roles, version, benchmark))
    }
    const shape = `1+${workers}`
    const [fastest] = bySlipway.toSorted((a, b) => a.seconds - b.seconds)
    if (picture !== undefined && fastest)
      await writeFile(
        picture,
        timeline(`create ${shape}, ${version}: ${fastest.seconds.toFixed(1)} s`, fastest.bars),
      )
    return closingLine(
      shape,
      bySlipway.map(({ seconds }) => seconds),
      byHand,
    )
  })

const handRun = async (
  roles: Roles & { names: string[] },
  version: string,
  benchmark: Benchmark,
): Promise<number> => {
  const ground = await prepareGround(roles.names, [version], benchmark)
  try {
    // as Slipway places them
    const early = { ...ground, env: { ...ground.env, PROBES: 'early' } }
    const created = await runScript('create', version, early, roles, benchmark)
    const proved = await runScript('prove', version, ground, roles, benchmark)
    await expectNothingOutside(ground)
    return created + proved
  } finally {
    await ground.close()
  }
}

const slipwayRun = async (
  roles: { names: string[] },
  version: string,
  { progress }: Benchmark,
): Promise<Created> => {
  const hosts = await bootHosts(roles.names)
  try {
    const platform = await startPlatform(dataFolder(), join(benchFolder(), 'platform'), hosts.gateway)
    try {
      const created = await withProgress(
        progress,
        `create ${version} by Slipway`,
        () => createBySlipway(platform, hosts, version),
        ({ seconds }) => `${seconds.toFixed(1)} s`,
      )
      await expectNothingOutside(hosts)
      return created
    } finally {
      await platform.close()
    }
  } finally {
    await hosts.close()
  }
}

/** Medians, and their ratio. */
export const closingLine = (shape: string, slipway: readonly number[], byHand: readonly number[]): string => {
  const [ours, floor] = [median(slipway), median(byHand)]
  return `create ${shape}: slipway ${ours.toFixed(1)} s, by hand ${floor.toFixed(1)} s, ratio ${(ours / floor).toFixed(2)}`
}
