import { pythonEnvironment } from '@slipway/system'
import { join } from 'node:path'

/** Of one worker process of Ansible beside what it shares with the others; measured with roles of 20 tasks. */
const bytesPerFork = 64 * 1024 * 1024

/** How many hosts at once: all, unless half of the memory that is free is too little for so many. */
export const forksFor = (hosts: number, freeBytes: number): number =>
  Math.max(1, Math.min(hosts, Math.floor(freeBytes / 2 / bytesPerFork)))

/** The inventory's file: it names the descriptor from which the inventory comes. */
export const pipeFile = 'hosts.slipway-pipe'
export const pipeContent = '3\n'

export interface AnsibleProgram {
  python: string
  playbook: string
}

/** The programs of Ansible as the tree of playbooks pins them; installed at first use, which takes 15 s. */
export const ansibleProgram = async (playbooks: string): Promise<AnsibleProgram> => {
  const environment = await pythonEnvironment(join(playbooks, 'requirements.txt'))
  return { python: join(environment, 'bin/python'), playbook: join(environment, 'bin/ansible-playbook') }
}

export const ansibleCommand = (
  program: AnsibleProgram,
  playbooks: string,
  folder: string,
  hosts: number,
): { python: string; argv: [string, ...string[]]; env: Record<string, string> } => ({
  python: program.python,
  argv: [
    program.playbook,
    ...['--inventory', join(folder, pipeFile)],
    ...['--forks', String(forksFor(hosts, process.availableMemory()))],
    join(playbooks, 'playbooks/run.yml'),
  ],
  env: {
    PATH: process.env.PATH ?? '/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin',
    LANG: 'C.UTF-8',
    LC_ALL: 'C.UTF-8',
    ANSIBLE_CONFIG: join(playbooks, 'ansible.cfg'),
    // the pinned tree of playbooks stays as it is
    PYTHONDONTWRITEBYTECODE: '1',
  },
})
