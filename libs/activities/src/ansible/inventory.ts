import type { Role } from '@slipway/domain'
import { join } from 'node:path'
import { agentKey } from './agent-key.ts'
import type { Variables } from './variables.ts'

/** A host of a run, its credential opened. */
export interface ReachedHost {
  id: string
  name: string
  address: string
  port: number
  /** As in known_hosts, without the address. */
  hostKey: string | null
  python: string | null
  role: Role
  user: string
  secrets: {
    password?: string
    privateKey?: string
    passphrase?: string
    sudoPassword?: string
  }
  /** The steps that are left for it, in order. */
  steps: { name: string; role: string }[]
}

/** What the inventory plugin slipway_pipe reads. Secret. */
export interface Inventory {
  hosts: Record<string, Variables>
  vars: Variables
  /** Private keys for the run's ssh-agent. */
  keys: string[]
  /** Texts that no output may show. */
  mask: string[]
}

/** What is not secret and stands in the run's folder: file name → content. */
export type RunFiles = Record<string, string>

/** How hosts are reached: variables of Ansible's connection for each, the keys and files that this takes. */
export interface Reach {
  variables: Record<string, Variables>
  keys: string[]
  files: RunFiles
}

const knownHosts = 'known_hosts'
const keepaliveSeconds = 5
const keepaliveCount = 3

/** Over SSH with host keys as recorded. A host is given up after 15 s without an answer. */
export const overSsh = (folder: string, hosts: readonly ReachedHost[]): Reach => {
  const files: RunFiles = {}
  const keys = new Set<string>()
  const variables: Reach['variables'] = {}
  for (const host of hosts) {
    const { password, privateKey, passphrase, sudoPassword } = host.secrets
    const args = [
      ...['-F', 'none', '-o', `UserKnownHostsFile=${join(folder, knownHosts)}`],
      ...['-o', 'GlobalKnownHostsFile=/dev/null', '-o', 'UpdateHostKeys=no', '-o', 'IdentitiesOnly=yes'],
    ]
    const reach: Variables = {
      ansible_host: host.address,
      ansible_port: host.port,
      ansible_user: host.user,
      mitogen_ssh_compression: false,
      mitogen_ssh_keepalive_interval: keepaliveSeconds,
      mitogen_ssh_keepalive_count: keepaliveCount,
    }
    if (privateKey !== undefined) {
      const key = agentKey(privateKey, passphrase, host.name)
      keys.add(key.private)
      files[`${host.name}.pub`] = key.public
      reach.ansible_ssh_private_key_file = join(folder, `${host.name}.pub`)
      args.push('-o', 'PreferredAuthentications=publickey')
    } else if (password !== undefined) {
      reach.ansible_password = password
      args.push('-o', 'PubkeyAuthentication=no')
      args.push('-o', 'PreferredAuthentications=password,keyboard-interactive')
    }
    if (host.user !== 'root') {
      reach.ansible_become = true
      const become = sudoPassword ?? password
      if (become !== undefined) reach.ansible_become_password = become
    }
    reach.ansible_ssh_args = args.join(' ')
    variables[host.name] = reach
  }
  files[knownHosts] = hosts.map(knownHostLines).join('')
  return { variables, keys: [...keys], files }
}

const knownHostLines = ({ address, port, hostKey }: ReachedHost): string =>
  (hostKey ?? '')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => `${port === 22 ? address : `[${address}]:${port}`} ${line.trim()}\n`)
    .join('')

export const inventoryOf = (
  hosts: readonly ReachedHost[],
  reach: Reach,
  vars: Variables,
  secrets: readonly string[],
): Inventory => ({
  hosts: Object.fromEntries(
    hosts.map(({ id, name, address, role, python, steps }) => [
      name,
      {
        ansible_python_interpreter: python ?? '/usr/bin/python3',
        ...reach.variables[name],
        node: { id, name, address, role },
        slipway_steps: steps,
      },
    ]),
  ),
  vars,
  keys: reach.keys,
  mask: [...new Set([...secrets, ...hosts.flatMap(({ secrets: own }) => Object.values(own))])],
})
