import type { Command } from 'commander'
import { apiCommand, connect, type Common } from '../command/api-command.ts'
import { planDocument } from './documents.ts'
import { operationProblems } from './problems.ts'
import { proceed } from './proceed.ts'

interface Options extends Common {
  yes?: true
  reason?: string
  watch: boolean
}

export const startCommand = (): Command =>
  apiCommand('start', 'start a plan that was made before', 'slipway operation start 5f0a… --yes')
    .argument('<plan>', 'its hash, as --plan-only shows it')
    .option('--yes', 'approve the plan without being asked')
    .option('--reason <text>', 'why, for the audit log')
    .option('--no-watch', 'do not wait for the end')
    .action(async (hash: string, options: Options) => {
      const client = await connect()
      const { plan } = await client.ask(planDocument, { hash })
      if (!plan) throw operationProblems.NoPlan({ plan: hash })
      await proceed(client, plan, { ...options, destroys: plan.verb === 'delete' })
    })
