import type { Plan } from '@slipway/domain'
import { mkdir, writeFile } from 'node:fs/promises'
import { basename, join } from 'node:path'
import type { Lane } from '@slipway/workflows'
import { startRun, writeWhole, type RunFolder } from '../run/index.ts'
import { ansibleCommand, ansibleProgram, pipeContent, pipeFile } from './command.ts'
import type { AnsibleDependencies } from './dependencies.ts'
import { inventoryOf, overSsh, type Inventory, type ReachedHost, type RunFiles } from './inventory.ts'
import { nextRunFolder, type Run, type RunDescription } from './runs.ts'
import { outputsOf, secretsOf } from './secrets.ts'
import { variablesOf } from './variables.ts'
import { reachedHosts, stepsOf } from './work.ts'

/** Starts a run of what is left: a folder, and Ansible under a supervising process. */
export const beginRun = async (
  dependencies: AnsibleDependencies,
  plan: Plan,
  lane: Lane,
  left: ReadonlyMap<string, string[]>,
): Promise<Run> => {
  const playbooks = dependencies.playbooks(plan.pins.playbooks)
  const program = await ansibleProgram(playbooks)
  const hosts = await reachedHosts(dependencies, plan, left)
  const folder = await nextRunFolder(dependencies.runs, lane.operationId)
  const { inventory, files } = await assemble(dependencies, plan, lane, hosts, folder)
  const description: RunDescription = {
    steps: lane.steps,
    hosts: Object.fromEntries(hosts.map(({ name, id, address, user }) => [name, { id, address, user }])),
  }
  await mkdir(folder.path, { recursive: true, mode: 0o700 })
  for (const [name, content] of Object.entries({ ...files, [pipeFile]: pipeContent }))
    await writeFile(join(folder.path, name), content, { mode: 0o600 })
  // last: a folder without it is no run
  await writeWhole(folder.description, JSON.stringify(description))
  await startRun(folder, {
    ...ansibleCommand(program, playbooks, folder.path, hosts.length),
    given: JSON.stringify(inventory),
  })
  return { folder, name: basename(folder.path), description }
}

const assemble = async (
  dependencies: AnsibleDependencies,
  plan: Plan,
  lane: Lane,
  hosts: ReachedHost[],
  folder: RunFolder,
): Promise<{ inventory: Inventory; files: RunFiles }> => {
  const names = new Set(hosts.flatMap(({ steps }) => steps.map(({ name }) => name)))
  const steps = stepsOf(plan, [...names])
  const secrets = await secretsOf(dependencies, plan.cluster.id, steps)
  const outputs = await outputsOf(dependencies, lane.operationId, plan, steps)
  const reach = (dependencies.reach ?? overSsh)(folder.path, hosts)
  const variables = variablesOf(plan, steps, {
    secrets: { ...outputs.secret, ...secrets },
    outputs: outputs.plain,
    platform: await dependencies.platform(),
  })
  const kept = [...Object.values(secrets), ...Object.values(outputs.secret)]
  return { inventory: inventoryOf(hosts, reach, variables, kept), files: reach.files }
}
