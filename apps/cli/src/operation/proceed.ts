import { Option, type Command } from 'commander'
import type { Client } from '../client/client.ts'
import { answer, type Common } from '../command/api-command.ts'
import { interruptSignal } from '../command/interrupt.ts'
import { approve } from './approve.ts'
import { startOperationDocument } from './documents.ts'
import { planLines, type PlanView } from './plan-lines.ts'
import { operationProblems } from './problems.ts'
import { watchOperation } from './watch.ts'

export interface ProceedOptions extends Common {
  yes?: true
  planOnly?: true
  reason?: string
  watch: boolean
}

/** What every command has that changes a cluster. */
export const withPlanOptions = (command: Command): Command =>
  command
    .option('--yes', 'approve the plan without being asked')
    .addOption(new Option('--plan-only', 'show the plan and its hash; start nothing').conflicts('yes'))
    .option('--reason <text>', 'why, for the audit log')
    .option('--no-watch', 'do not wait for the end')

export const planWidth = (): number => Math.max(60, process.stdout.columns || 110)

/** Shows a plan, has it approved, starts it by its hash and watches it to its end. */
export const proceed = async (
  client: Client,
  plan: PlanView,
  options: ProceedOptions & { destroys?: boolean; afterwards?: string },
): Promise<void> => {
  const { json, planOnly, yes, destroys = false } = options
  const shown = json ? process.stderr : process.stdout
  shown.write(`${planLines(plan, { width: planWidth(), language: client.language }).join('\n')}\n`)
  if (planOnly) {
    if (json) answer(options, { plan }, '')
    return
  }
  const blockers = plan.findings.filter(({ severity }) => severity === 'BLOCKER').length
  if (!plan.startable) throw operationProblems.PlanBlocked({ blockers })
  if (!yes) await approve(plan, destroys)
  await startAndWatch(client, plan.hash, options)
}

/** Starts an approved plan; also `operation start`. */
export const startAndWatch = async (
  client: Client,
  planHash: string,
  options: ProceedOptions & { afterwards?: string },
): Promise<void> => {
  const { reason, watch, afterwards } = options
  const { startOperation } = await client.ask(startOperationDocument, {
    planHash,
    ...(reason !== undefined && { reason }),
  })
  const { operation } = client.granted(startOperation)
  if (!watch) {
    answer(
      options,
      { operation },
      `started: operation ${operation.id}\nslipway operation watch ${operation.id}`,
    )
    return
  }
  await watchToEnd(client, operation.id, options)
  if (!options.json && process.exitCode === undefined && afterwards) process.stdout.write(`\n${afterwards}\n`)
}

/** Watches and lets the exit code say how it ended. Whoever stops watching stops nothing else. */
export const watchToEnd = async (client: Client, id: string, options: Common): Promise<void> => {
  const signal = interruptSignal()
  const output = options.json ? process.stderr : process.stdout
  try {
    const { operation } = await watchOperation(client, id, { output, signal })
    if (options.json) answer(options, { operation }, '')
    if (operation.state !== 'SUCCEEDED')
      throw operationProblems.OperationFailed({ operation: id, state: operation.state.toLowerCase() })
  } catch (error) {
    if (!signal.aborted) throw error
    process.stderr.write(`no longer watched; it goes on. To watch it again: slipway operation watch ${id}\n`)
    process.exitCode = 130
  }
}
