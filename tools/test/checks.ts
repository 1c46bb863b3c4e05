import { succeeds } from './child.ts'
import type { Counts } from './counts.ts'

const checks: Record<string, [string, ...string[]]> = {
  types: ['nx', 'run-many', '--target=typecheck', '--outputStyle=static'],
  lint: ['eslint', '.', '--cache', '--max-warnings=0'],
  format: ['prettier', '--check', '--log-level=warn', '.'],
  borders: ['depcruise', 'apps', 'libs', 'tools', '--config', '.dependency-cruiser.cjs'],
}

/** Each check counts as one test. */
export const runChecks = async (): Promise<Counts> => {
  const results = await Promise.all(
    Object.entries(checks).map(async ([name, [command, ...args]]) => {
      const passed = await succeeds(command, args, {
        NX_TUI: 'false',
        NX_NO_CLOUD: 'true',
        NX_DAEMON: 'false',
      })
      process.stdout.write(`check ${name}: ${passed ? 'passed' : 'FAILED'}\n`)
      return passed
    }),
  )
  const passed = results.filter(Boolean).length
  return { passed, failed: results.length - passed }
}
