import { awaitFacts, findHostsAwaited, type EntityManager } from '@slipway/persistence'
import { taskQueues } from '@slipway/workflows'
import { WorkflowExecutionAlreadyStartedError, type Client } from '@temporalio/client'
import type { Actor, Platform } from '../platform.ts'
import { startPatienceMs } from '../workflow/start-workflow.ts'

/**
 * Asks for facts of hosts that the actor may see; they come into the host's row. A look that is under way counts.
 * What cannot be started now is started by the sweep.
 */
export const requestFacts = async (
  platform: Platform,
  { hosts, actor }: { hosts: readonly string[]; actor: Actor },
): Promise<void> => {
  const em = platform.database.fork(actor.scope)
  const awaited = await awaitFacts(em, hosts)
  await Promise.all(awaited.map((host) => startFacts(platform.temporal, host))).catch((error: unknown) =>
    platform.onUnstarted?.(error),
  )
}

/** Ids of hosts whose facts somebody waits for. */
export const factsAwaited = (em: EntityManager): Promise<string[]> => findHostsAwaited(em)

/** False where it is under way already. */
export const startFacts = async (temporal: Client, host: string): Promise<boolean> => {
  try {
    await temporal.withDeadline(Date.now() + startPatienceMs, () =>
      temporal.workflow.start('gatherHostFacts', {
        workflowId: `facts/${host}`,
        taskQueue: taskQueues.control,
        args: [host],
      }),
    )
    return true
  } catch (error) {
    if (error instanceof WorkflowExecutionAlreadyStartedError) return false
    throw error
  }
}
