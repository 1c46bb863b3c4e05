import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { succeeds } from './child.ts'
import type { Counts } from './counts.ts'

export const tiers = ['unit', 'workflow', 'integration', 'e2e', 'full'] as const
export type Tier = (typeof tiers)[number]

interface Report {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  success: boolean
  testResults: { status: string; name: string; assertionResults: unknown[] }[]
}

/**
 * Runs one tier and counts its tests. A file that could not be loaded, a skipped test and a failure outside of any
 * test count as failed: what was not run has not passed.
 */
export const runTier = async (tier: Tier, filters: readonly string[]): Promise<Counts> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-test-report-'))
  const path = join(folder, 'report.json')
  try {
    const reporters = ['--reporter=default', '--reporter=json', `--outputFile.json=${path}`]
    const options = ['run', '--project', tier, '--passWithNoTests', ...reporters]
    const passed = await succeeds('vitest', [...options, ...filters], { FORCE_COLOR: '0' })
    const text = await readFile(path, 'utf8').catch(() => undefined)
    if (text === undefined) return { passed: 0, failed: passed ? 0 : 1 }
    return countsOf(JSON.parse(text) as Report, passed)
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const countsOf = (report: Report, passed: boolean): Counts => {
  const broken = report.testResults.filter(
    (file) => file.status === 'failed' && file.assertionResults.length === 0,
  ).length
  const failed = report.numFailedTests + report.numPendingTests + broken
  return { passed: report.numPassedTests, failed: failed === 0 && !passed ? 1 : failed }
}
