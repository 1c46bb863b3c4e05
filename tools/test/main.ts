import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { runChecks } from './checks.ts'
import { root, succeeds } from './child.ts'
import { cleanUp } from './clean-up.ts'
import { addCounts, closingLine, type Counts } from './counts.ts'
import { prepareMachine } from './machine.ts'
import { openTemporary, removeTemporary } from './temporary.ts'
import { runTier, tiers, type Tier } from './tiers.ts'

const usage = `npm test -- [--tiers check,unit,workflow,integration,e2e,full] [FILTER...]
  check                            types, lint, format, borders between rooms
  unit, workflow, integration, e2e the tests, by what they need
  full                             what is too long for every day; npm run test:full adds it
  FILTER                           only test files whose path has this in it`

const parts = ['check', ...tiers] as const
type Part = (typeof parts)[number]

const { values, positionals } = parseArgs({
  options: {
    tiers: { type: 'string', default: 'check,unit,workflow,integration,e2e' },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean', default: false },
  },
  allowPositionals: true,
})

const runAll = async (chosen: readonly Part[]): Promise<Counts> => {
  let counts: Counts = { passed: 0, failed: 0 }
  const run = (part: Part) => (part === 'check' ? runChecks() : runTier(part satisfies Tier, positionals))
  for (const part of chosen) counts = addCounts(counts, await run(part))
  return counts
}

const main = async (): Promise<number> => {
  const names: string[] = values.full ? [...parts] : values.tiers.split(',')
  const chosen = parts.filter((part) => names.includes(part))
  if (values.help || chosen.length !== names.length) {
    process.stdout.write(`${usage}\n`)
    return values.help ? 0 : 2
  }
  // what SvelteKit and the API's schema say of types is read by checks and tests alike: it is made before them
  if (!(await succeeds('node', ['apps/ui/types.ts']))) return 1
  // two clones run side by side: each has its own state, and what can be made again is shared
  process.env.SLIPWAY_DATA ??= join(root, '.slipway')
  const temporary = await openTemporary()
  process.env.TMPDIR = temporary
  const onHosts = chosen.some((part) => ['integration', 'e2e', 'full'].includes(part))
  if (onHosts) prepareMachine()
  try {
    const counts = await runAll(chosen)
    const left = parts.filter((part) => !chosen.includes(part))
    if (left.length > 0)
      process.stdout.write(`left out: ${left.join(', ')} (npm run test:full runs everything)\n`)
    process.stdout.write(`${closingLine(counts)}\n`)
    return counts.failed > 0 || counts.passed === 0 ? 1 : 0
  } finally {
    if (onHosts) await cleanUp()
    await removeTemporary(temporary)
  }
}

process.exitCode = await main()
