import { terminalProgress } from '@slipway/system'
import type { Benchmark } from './floor/ground.ts'

/** Runs a benchmark from the command line: progress on stderr, its closing line last on stdout, 1 where it fails. */
export const benchmarkMain = async (
  usage: string,
  work: (argv: readonly string[], benchmark: Benchmark) => Promise<string>,
): Promise<void> => {
  const argv = process.argv.slice(2)
  if (argv.includes('--help')) {
    process.stdout.write(`${usage}\n`)
    return
  }
  const interrupted = new AbortController()
  for (const name of ['SIGINT', 'SIGTERM'] as const) process.once(name, () => interrupted.abort())
  const progress = terminalProgress()
  try {
    const line = await work(argv, { progress, signal: interrupted.signal })
    progress.close()
    process.stdout.write(`${line}\n`)
  } catch (error) {
    progress.close()
    process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
    process.exitCode = 1
  }
}
