import { terminalProgress } from '@slipway/system'
import { runFloor } from './floor.ts'
import { floorOptions, usage } from './options.ts'

const interrupted = new AbortController()
for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort())
const progress = terminalProgress()

const main = async (): Promise<string> => {
  if (process.argv.includes('--help')) return usage
  return runFloor(floorOptions(process.argv.slice(2)), { progress, signal: interrupted.signal })
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
