import { parseArgs } from 'node:util'
import { runChecks } from './checks.ts'
import { addCounts, closingLine, type Counts } from './counts.ts'
import { prepareMachine } from './machine.ts'
import { tiers, runTier, type Tier } from './tiers.ts'

const usage = `npm test [-- --tiers check,unit,workflow,integration,e2e] [--full] [-- FILTER...]
  check         types, lint, format, borders between rooms
  unit, workflow, integration, e2e
  --full        also what is too long for every day`

const { values, positionals } = parseArgs({
  options: {
    tiers: { type: 'string' },
    full: { type: 'boolean', default: false },
    help: { type: 'boolean' },
  },
  allowPositionals: true,
})

const parts = ['check', ...tiers] as const
const chosen = (values.tiers?.split(',') ??
  parts.filter((part) => part !== 'full' || values.full)) as (typeof parts)[number][]
const unknown = chosen.filter((part) => !parts.includes(part))

if (values.help || unknown.length > 0) {
  process.stdout.write(`${unknown.length > 0 ? `unknown: ${unknown.join(', ')}\n` : ''}${usage}\n`)
  process.exitCode = values.help ? 0 : 2
} else {
  if (chosen.includes('integration') || chosen.includes('e2e')) prepareMachine()
  let counts: Counts = { passed: 0, failed: 0 }
  if (chosen.includes('check') || values.tiers === undefined || values.tiers.startsWith('unit'))
    counts = addCounts(counts, await runChecks())
  for (const part of chosen)
    if (part !== 'check') counts = addCounts(counts, await runTier(part satisfies Tier, positionals))
  const left = parts.filter((part) => !chosen.includes(part))
  if (left.length > 0) process.stdout.write(`left out: ${left.join(', ')}; npm run test:full runs all\n`)
  process.stdout.write(`${closingLine(counts)}\n`)
  process.exitCode = counts.failed > 0 || counts.passed === 0 ? 1 : 0
}
