import { withLock } from '@slipway/system'
import { join } from 'node:path'
import type { FloorOptions } from './options.ts'
import { benchFolder, prepareGround, requireBundles, type Benchmark, type Ground } from './ground.ts'
import { rolesOf, runScript } from './scripts.ts'

const [from, to] = ['1.36.3', '1.37.1'] as const

/**
 * Makes clusters by hand on fresh hosts, proves each by use, and gives the closing line with the seconds of each run.
 * Throws where a proof fails, or where a host sent a packet to anything but its network and the platform.
 */
export const runFloor = (options: FloorOptions, benchmark: Benchmark): Promise<string> =>
  withLock(join(benchFolder(), 'lock'), async () => {
    const { upgrade, version = from } = options
    const first = upgrade ? from : version
    const versions = upgrade ? [from, to] : [version]
    const roles = rolesOf(options.controlPlanes, options.workers)
    await requireBundles(versions, benchmark)
    const times: number[] = []
    for (let count = 0; count < options.runs; count++) {
      const ground = await prepareGround(roles.names, versions, benchmark)
      try {
        const created = await runScript('create', first, ground, roles, benchmark)
        await runScript('prove', first, ground, roles, benchmark)
        times.push(upgrade ? await runScript('upgrade', to, ground, roles, benchmark) : created)
        if (upgrade) await runScript('prove', to, ground, roles, benchmark)
        await expectNothingOutside(ground)
      } finally {
        await ground.close()
      }
    }
    const shape = `${options.controlPlanes}+${options.workers}`
    const what = upgrade ? `floor upgrade ${shape} ${from} -> ${to}` : `floor create ${shape}`
    return `${what}: ${times.map((seconds) => `${seconds.toFixed(1)} s`).join(', ')}`
  })

/** Throws where a host sent a packet to anything but its network and the platform. */
export const expectNothingOutside = async (ground: Pick<Ground, 'outsidePackets'>): Promise<void> => {
  const packets = await ground.outsidePackets()
  if (packets > 0)
    throw new Error(
      `the hosts sent ${packets} packets to the outside; everything must come from the platform`,
    )
}
