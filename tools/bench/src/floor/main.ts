import { terminalProgress } from '@slipway/system'
import { floorOptions, usage } from './options.ts'
import { prepareGround, requireBundles, type Benchmark, type Ground } from './ground.ts'
import { rolesOf, runScript } from './scripts.ts'

const [from, to] = ['1.36.3', '1.37.1'] as const

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort())
const progress = terminalProgress()
const benchmark: Benchmark = { progress, signal: interrupted.signal }

const seconds = (value: number): string => `${value.toFixed(1)} s`

const expectNothingOutside = async (ground: Ground): Promise<void> => {
  const packets = await ground.outsidePackets()
  if (packets > 0)
    throw new Error(
      `the hosts sent ${packets} packets to the outside; everything must come from the platform`,
    )
}

const main = async (): Promise<string> => {
  if (process.argv.includes('--help')) return usage
  const options = floorOptions(process.argv.slice(2))
  const version = options.version ?? from
  const versions = options.upgrade ? [from, to] : [version]
  const roles = rolesOf(options.controlPlanes, options.workers)
  const shape = `${options.controlPlanes}+${options.workers}`
  await requireBundles(versions, benchmark)
  const times: number[] = []
  for (let count = 0; count < options.runs; count++) {
    const ground = await prepareGround(roles.names, versions, benchmark)
    try {
      const created = await runScript('create', versions[0] ?? version, ground, roles, benchmark)
      await runScript('prove', versions[0] ?? version, ground, roles, benchmark)
      times.push(options.upgrade ? await runScript('upgrade', to, ground, roles, benchmark) : created)
      if (options.upgrade) await runScript('prove', to, ground, roles, benchmark)
      await expectNothingOutside(ground)
    } finally {
      await ground.close()
    }
  }
  const what = options.upgrade ? `floor upgrade ${shape} ${from} -> ${to}` : `floor create ${shape}`
  return `${what}: ${times.map(seconds).join(', ')}`
}

try {
  const line = await main()
  progress.close()
  process.stdout.write(`${line}\n`)
} catch (error) {
  progress.close()
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
