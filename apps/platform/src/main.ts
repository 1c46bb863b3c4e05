// npm start: the whole platform in the foreground.
import { Problem } from '@slipway/domain'
import { loadSettings } from '@slipway/settings'
import { alreadyRunning } from './background/ensure.ts'
import { runInForeground } from './start/foreground.ts'

const show = (name: string, line: string): void => {
  for (const one of line.split('\n')) process.stdout.write(`${name.padEnd(9)} | ${one}\n`)
}

try {
  await runInForeground(() => loadSettings(), show)
  process.exit(0)
} catch (error) {
  process.stderr.write(
    `error: ${error instanceof Problem ? error.message : String((error as Error).stack)}\n`,
  )
  process.exit(error instanceof Problem && error.code === 'platform/AlreadyRunning' ? alreadyRunning : 1)
}
