import { operationProblems } from './problems.ts'
import type { PlanView } from './plan-lines.ts'

/**
 * Asks whoever sits there to approve a plan: by yes, or, where it destroys something, by the cluster's name. Throws
 * `cli/NotConfirmed` where nobody sits there and `cli/NotApproved` for a no.
 */
export const approve = async (plan: PlanView, destroys: boolean): Promise<void> => {
  if (!process.stdin.isTTY || !process.stderr.isTTY) throw operationProblems.NotConfirmed(undefined)
  const { confirm, isCancel, text } = await import('@clack/prompts')
  const said = destroys
    ? (await text({
        message: `This cannot be undone. The cluster's name, to ${plan.verb} it:`,
        output: process.stderr,
      })) === plan.cluster.name
    : await confirm({ message: 'Start this plan?', output: process.stderr })
  if (isCancel(said) || !said) throw operationProblems.NotApproved(undefined)
}
