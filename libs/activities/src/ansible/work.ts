import { planSchema, type Plan, type Role, type Step } from '@slipway/domain'
import {
  everything,
  findCredential,
  findHosts,
  findOperation,
  findPlan,
  membershipOf,
  openCredential,
  type Database,
  type Vault,
} from '@slipway/persistence'
import type { Lane } from '@slipway/workflows'
import type { ReachedHost } from './inventory.ts'

/** The plan of an operation. Throws an Error where there is none: operations are made with theirs. */
export const planOf = async (database: Database, operationId: string): Promise<Plan> => {
  const em = database.fork(everything)
  const operation = await findOperation(em, operationId)
  const plan = operation && (await findPlan(em, operation.plan))
  if (!plan) throw new Error(`there is no plan of the operation ${operationId}`)
  return planSchema.parse(plan.document)
}

/** The steps of the lane that each target has still to do, in order; targets that have none are left out. */
export const remaining = (
  lane: Pick<Lane, 'steps' | 'targets'>,
  finished: Readonly<Record<string, readonly string[]>>,
): Map<string, string[]> =>
  new Map(
    lane.targets
      .map((target): [string, string[]] => [
        target,
        lane.steps.filter((step) => !finished[step]?.includes(target)),
      ])
      .filter(([, steps]) => steps.length > 0),
  )

export const stepsOf = (plan: Plan, names: readonly string[]): Step[] =>
  names.map((name) => {
    const step = plan.steps.find((one) => one.name === name)
    if (!step) throw new Error(`the plan has no step ${name}`)
    return step
  })

/** The role of that action: roles are named as variables are. */
const roleOf = (step: Step): string => step.run.action.replaceAll('-', '_')

/** Every host that has steps left, with its credential opened. */
export const reachedHosts = async (
  { database, vault }: { database: Database; vault: Vault },
  plan: Plan,
  left: ReadonlyMap<string, string[]>,
): Promise<ReachedHost[]> => {
  const em = database.fork(everything)
  const ids = [...left.keys()]
  const roles = new Map<string, Role>([
    ...(await membershipOf(em, ids)).map(({ host, role }): [string, Role] => [host, role]),
    ...plan.joins.map(({ host, role }): [string, Role] => [host, role]),
  ])
  const hosts = await findHosts(em, ids)
  return Promise.all(
    ids.map(async (id) => {
      const host = hosts.find((one) => one.id === id)
      const planned = plan.hosts[id]
      const credential = host && (await findCredential(em, host.credential))
      if (!host || !planned || !credential) throw new Error(`the host ${id} is not registered any more`)
      return {
        id,
        ...planned,
        port: host.port,
        hostKey: host.hostKey,
        python: host.facts?.python?.path ?? null,
        role: roles.get(id) ?? 'worker',
        user: credential.userName,
        secrets: openCredential(vault, credential),
        steps: stepsOf(plan, left.get(id) ?? []).map((step) => ({ name: step.name, role: roleOf(step) })),
      }
    }),
  )
}
