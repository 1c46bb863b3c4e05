import { pythonEnvironment } from '@slipway/system'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Writable } from 'node:stream'
import { z } from 'zod'
import type { Ground } from './ground.ts'

const playbooks = join(import.meta.dirname, '../../../../../infra/ansible')

const eventSchema = z.looseObject({
  event: z.string(),
  host: z.string(),
  step: z.string(),
  outcome: z.string().optional(),
  outputs: z.record(z.string(), z.string()).optional(),
  failure: z.looseObject({ message: z.string() }).optional(),
})

export interface LaneResult {
  /** Host → step → changed, same or failed. */
  outcomes: Record<string, Record<string, string>>
  outputs: Record<string, string>
  /** Messages of what failed. */
  failures: string[]
}

/** One run of Ansible: these steps, in this order, on each of these hosts. */
export const runLane = async (
  ground: Ground,
  hosts: readonly string[],
  steps: readonly string[],
  variables: Record<string, unknown> = {},
): Promise<LaneResult> => {
  const environment = await pythonEnvironment(join(playbooks, 'requirements.txt'))
  await mkdir(join(ground.folder, 'runs'), { recursive: true })
  const folder = await mkdtemp(join(ground.folder, 'runs/run-'))
  try {
    await writeFile(join(folder, 'hosts.slipway-pipe'), '3')
    const program = spawn(
      join(environment, 'bin/ansible-playbook'),
      ['--inventory', join(folder, 'hosts.slipway-pipe'), join(playbooks, 'playbooks/run.yml')],
      {
        stdio: ['ignore', 'ignore', 'inherit', 'pipe'],
        env: {
          PATH: process.env.PATH,
          LC_ALL: 'C.UTF-8',
          PYTHONDONTWRITEBYTECODE: '1',
          ANSIBLE_CONFIG: join(playbooks, 'ansible.cfg'),
          ANSIBLE_LOCAL_TEMP: join(folder, 'local'),
          ...{ SLIPWAY_RUN: folder, SLIPWAY_SCRATCH: folder },
        },
      },
    )
    const ended = once(program, 'exit')
    const pipe = program.stdio[3] as Writable
    // a program that ends before it reads says why by itself
    pipe.on('error', () => undefined)
    pipe.end(JSON.stringify(inventory(ground, hosts, steps, variables)))
    await ended
    return resultOf(await readFile(join(folder, 'events.jsonl'), 'utf8'))
  } finally {
    await rm(folder, { recursive: true, force: true })
  }
}

const inventory = (
  ground: Ground,
  hosts: readonly string[],
  steps: readonly string[],
  variables: Record<string, unknown>,
) => ({
  hosts: Object.fromEntries(
    hosts.map((name) => {
      const access = ground.hosts[name]
      if (!access) throw new Error(`there is no host ${name}`)
      return [
        name,
        {
          ansible_host: access.address,
          ansible_user: access.user,
          ansible_ssh_private_key_file: access.keyPath,
          ansible_ssh_common_args: `-o UserKnownHostsFile=${access.knownHostsPath} -o StrictHostKeyChecking=yes`,
          ansible_become: true,
          node: {
            ...{ id: name, name, address: access.address },
            role: name.startsWith('cp') ? 'control-plane' : 'worker',
          },
          slipway_steps: steps.map((step) => ({ name: step, role: step.replaceAll('-', '_') })),
        },
      ]
    }),
  ),
  vars: { ...ground.variables, ...variables },
  keys: [],
  mask: Object.values(ground.secrets),
})

const resultOf = (lines: string): LaneResult => {
  const result: LaneResult = { outcomes: {}, outputs: {}, failures: [] }
  for (const line of lines.split('\n').filter((text) => text !== '')) {
    const { event, host, step, outcome, outputs, failure } = eventSchema.parse(JSON.parse(line))
    if (event !== 'step-ended' || outcome === undefined) continue
    result.outcomes[host] = { ...result.outcomes[host], [step]: outcome }
    Object.assign(result.outputs, outputs)
    if (failure) result.failures.push(failure.message)
  }
  return result
}

/** The same outcome of every step on every host. */
export const all = (hosts: readonly string[], steps: readonly string[], outcome: string) =>
  Object.fromEntries(
    hosts.map((host) => [host, Object.fromEntries(steps.map((step) => [step, outcome]))] as const),
  )
