import { run } from '@slipway/system'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { inventoryOf, overSsh, type ReachedHost } from './inventory.ts'

let folder = ''
let key = ''
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-inventory-'))
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-C', '', '-f', join(folder, 'key')])
  key = await readFile(join(folder, 'key'), 'utf8')
})
afterAll(() => rm(folder, { recursive: true }))

const host = (more: Partial<ReachedHost>): ReachedHost => ({
  ...{ id: 'id-1', name: 'node-1', address: '192.0.2.1', port: 22, hostKey: 'ssh-ed25519 AAAA' },
  ...{ python: null, role: 'worker', user: 'ops', secrets: {}, steps: [] },
  ...more,
})
const variablesOf = (one: ReachedHost) => overSsh('/run', [one]).variables['node-1']

test('a host’s recorded key is the only one that is believed', () => {
  const { files, variables } = overSsh('/run', [
    host({}),
    host({ name: 'node-2', address: '192.0.2.2', port: 2222, hostKey: 'ssh-rsa BBBB\necdsa CCCC\n' }),
    host({ name: 'node-3', address: '192.0.2.3', hostKey: null }),
  ])
  expect(files.known_hosts).toBe(
    '192.0.2.1 ssh-ed25519 AAAA\n[192.0.2.2]:2222 ssh-rsa BBBB\n[192.0.2.2]:2222 ecdsa CCCC\n',
  )
  expect(variables['node-1']?.ansible_ssh_args).toContain('UserKnownHostsFile=/run/known_hosts')
  expect(variables['node-1']?.ansible_ssh_args).toContain('GlobalKnownHostsFile=/dev/null')
})

test('a private key goes to the agent, once for all its hosts; ssh is given its public half', () => {
  const secrets = { privateKey: key }
  const { keys, files, variables } = overSsh('/run', [host({ secrets }), host({ name: 'node-2', secrets })])
  expect(keys).toEqual([key])
  expect(variables['node-2']?.ansible_ssh_private_key_file).toBe('/run/node-2.pub')
  expect(files['node-2.pub']).toMatch(/^ssh-ed25519 AAAA\S+\n$/)
  expect(JSON.stringify(files)).not.toContain('PRIVATE')
})

test('a password logs in, and becomes root where no other is given', () => {
  expect(variablesOf(host({ secrets: { password: 'secret' } }))).toMatchObject({
    ansible_password: 'secret',
    ansible_become: true,
    ansible_become_password: 'secret',
  })
  expect(variablesOf(host({ secrets: { password: 'secret', sudoPassword: 'other' } }))).toMatchObject({
    ansible_become_password: 'other',
  })
})

test('root does not become root', () => {
  expect(variablesOf(host({ user: 'root', secrets: { password: 'secret' } }))).not.toHaveProperty(
    'ansible_become',
  )
})

test('every secret of the run is masked, and every host knows itself and its steps', () => {
  const steps = [{ name: 'prepare-host', role: 'prepare_host' }]
  const one = host({ python: '/usr/bin/python3.11', secrets: { password: 'p', sudoPassword: 's' }, steps })
  const inventory = inventoryOf([one], overSsh('/run', [one]), { word: 'x' }, ['token'])
  expect(inventory.mask).toEqual(['token', 'p', 's'])
  expect(inventory.vars).toEqual({ word: 'x' })
  expect(inventory.hosts['node-1']).toMatchObject({
    ansible_python_interpreter: '/usr/bin/python3.11',
    node: { id: 'id-1', name: 'node-1', address: '192.0.2.1', role: 'worker' },
    slipway_steps: steps,
  })
})
