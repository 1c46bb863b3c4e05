import { canonicalJson, definePlan, type Plan, type Step } from '@slipway/domain'
import {
  addCredential,
  addHosts,
  Cluster,
  everything,
  findHosts,
  makeVault,
  Operation,
  storePlan,
  usualProject,
} from '@slipway/persistence'
import { openTestDatabase, type TestDatabase } from '@slipway/persistence/testing'
import type { LaneProgress } from '@slipway/workflows'
import { createHash, randomUUID } from 'node:crypto'
import { EventEmitter, once } from 'node:events'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { processesOf } from '../../run/process.ts'
import type { AnsibleDependencies } from '../dependencies.ts'
import type { Reach, ReachedHost } from '../inventory.ts'

const tree = fileURLToPath(new URL('../../../../../infra/ansible/', import.meta.url))
const digest = '0'.repeat(64)

export const testVault = makeVault([{ id: 'test', key: Buffer.alloc(32, 7) }])

/**
 * Hosts that are this machine itself, without SSH and without sudo. Each has another word for its Python, for mitogen
 * gives hosts that are reached in the same way one process, and then one would wait for the other.
 */
export const onThisMachine = (_folder: string, hosts: readonly ReachedHost[]): Reach => ({
  variables: Object.fromEntries(
    hosts.map(({ name }, index) => [
      name,
      {
        ansible_connection: 'local',
        ansible_python_interpreter: `/usr/bin${'/.'.repeat(index)}/python3`,
      },
    ]),
  ),
  keys: [],
  files: {},
})

/** What every step of these tests has. */
export const usual = { on: 'hosts', verify: 'nothing', undo: { impossible: 'nothing' } }

export interface Ground {
  folder: string
  database: TestDatabase
  dependencies: AnsibleDependencies
  playbooks: string
  /** The first word that an operation's workflow got. */
  signalled(operation: string): Promise<LaneProgress>
  /** Writes a role: the text of its tasks/main.yml. */
  role(name: string, tasks: string): Promise<void>
  /** Says which arguments a role asks for, as its argument_specs do. */
  asks(role: string, options: object): Promise<void>
  /** An operation with these steps on new hosts of these names. */
  operation(names: string[], steps: Step[], options?: OperationOptions): Promise<GroundOperation>
  close(): Promise<void>
}

export interface OperationOptions {
  variables?: Plan['variables']
  credential?: {
    user: string
    password?: string
    privateKey?: string
    passphrase?: string
    sudoPassword?: string
  }
  /** Hosts that are there already, in place of new ones. */
  on?: string[]
  /** Of each host, where it matters. */
  hosts?: { address?: string; port?: number; hostKey?: string }[]
}

export interface GroundOperation {
  id: string
  plan: Plan
  /** The host's id by its name. */
  host: Record<string, string>
}

/** A database, a tree of playbooks with roles of the test's own, and what the activity needs. */
export const openGround = async (): Promise<Ground> => {
  const folder = await mkdtemp(join(tmpdir(), 'slipway-runner-'))
  const playbooks = join(folder, 'playbooks')
  for (const name of ['ansible.cfg', 'requirements.txt', 'plugins', 'playbooks'])
    await cp(join(tree, name), join(playbooks, name), { recursive: true })
  const database = await openTestDatabase()
  const signals = new EventEmitter()
  let address = 1
  return {
    folder,
    database,
    playbooks,
    signalled: async (operation) => {
      const [progress] = (await once(signals, operation)) as [LaneProgress]
      return progress
    },
    dependencies: {
      database,
      vault: testVault,
      runs: join(folder, 'runs'),
      playbooks: () => playbooks,
      platform: async () => ({ files_url: '', registry: '', ca_pem: '' }),
      signal: async (operation, progress) => void signals.emit(operation, progress),
      reach: onThisMachine,
    },
    role: async (name, tasks) => {
      await mkdir(join(playbooks, 'roles', name, 'tasks'), { recursive: true })
      await writeFile(join(playbooks, 'roles', name, 'tasks/main.yml'), tasks)
    },
    asks: async (role, options) => {
      await mkdir(join(playbooks, 'roles', role, 'meta'), { recursive: true })
      const specs = { argument_specs: { main: { options } } }
      await writeFile(join(playbooks, 'roles', role, 'meta/argument_specs.yml'), JSON.stringify(specs))
    },
    operation: async (names, steps, options = {}) => {
      const em = database.fork(everything)
      const project = (await usualProject(em))?.id ?? ''
      const { user, ...secrets } = options.credential ?? { user: 'root', password: 'never-used' }
      const credential = await addCredential(em, testVault, {
        ...{ project, name: randomUUID(), userName: user },
        kind: secrets.privateKey === undefined ? 'password' : 'private-key',
        secrets,
      })
      const drafts = names.map((name, index) => ({
        ...{ project, name: `${name}-${randomUUID().slice(0, 8)}`, credential: credential.id },
        address: `127.0.0.${++address}`,
        port: options.hosts?.[index]?.port ?? 22,
      }))
      const hosts = await (options.on ? findHosts(em, options.on) : addHosts(em, drafts))
      hosts.forEach((host, index) => (host.hostKey = options.hosts?.[index]?.hostKey ?? null))
      const addressOf = (index: number): string =>
        options.hosts?.[index]?.address ?? hosts[index]?.address ?? ''
      const id = randomUUID()
      const cluster = em.create(Cluster, {
        ...{ project, name: `c-${id.slice(0, 8)}`, state: 'creating', kubernetesVersion: '1.36.3' },
        spec: {} as Cluster['spec'],
      })
      em.persist(cluster)
      await em.flush()
      const ids = hosts.map((host) => host.id)
      const plan = definePlan({
        ...{ verb: 'create', claim: 'exclusive', takesOver: false, joins: [] },
        cluster: { id: cluster.id, name: cluster.name },
        pins: { playbooks: digest },
        hosts: Object.fromEntries(
          hosts.map((host, index) => [host.id, { name: names[index] ?? '', address: addressOf(index) }]),
        ),
        groups: { hosts: ids },
        variables: options.variables ?? {},
        steps,
      })
      const hash = createHash('sha256').update(canonicalJson(plan)).digest('hex')
      await storePlan(em, {
        ...{ hash, project, cluster: cluster.id, verb: 'create', input: {}, document: plan, findings: [] },
        createdBy: 'test',
      })
      const operation = em.create(Operation, {
        ...{ id, project, cluster: cluster.id, plan: hash, verb: 'create', claim: 'exclusive' },
        ...{ requestedBy: 'test', state: 'running' },
      })
      em.persist(operation)
      await em.flush()
      return { id, plan, host: Object.fromEntries(names.map((name, index) => [name, ids[index] ?? ''])) }
    },
    close: async () => {
      await database.close()
      for (const pid of await processesOf(folder)) process.kill(pid, 'SIGKILL')
      await rm(folder, { recursive: true, force: true })
    },
  }
}
