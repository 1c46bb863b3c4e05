import { ansible, step } from '@slipway/domain'
import { everything, outputs } from '@slipway/persistence'
import { openSandbox, type HostAccess, type Sandbox } from '@slipway/sandbox'
import { run } from '@slipway/system'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { ansibleActivity } from './activity.ts'
import { overSsh } from './inventory.ts'
import { attention } from './testing/attention.ts'
import { openGround, usual, type Ground, type OperationOptions } from './testing/ground.ts'
import { runs, until } from './testing/watch.ts'

let data = ''
let sandbox: Sandbox
let access: HostAccess
let ground: Ground
beforeAll(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-login-'))
  sandbox = await openSandbox({ dataFolder: data })
  const [host] = await sandbox.up([{ name: 'host-1', flavour: 'debian-12' }])
  if (!host) throw new Error('no host came up')
  access = host
  ground = await openGround()
  await ground.role(
    'enter',
    `- ansible.builtin.command: whoami
  register: who
- ansible.builtin.set_fact: {slipway_outputs: {user: "{{ who.stdout }}"}}
`,
  )
})
afterAll(async () => {
  await ground.close()
  await sandbox.down()
  await rm(data, { recursive: true, force: true })
})

const text = async (path: string) => (await readFile(path, 'utf8')).trim()

const knownKeys = async () =>
  (await text(access.knownHostsPath))
    .split('\n')
    .map((line) => line.split(' ').slice(1, 3).join(' '))
    .join('\n')

/** One role on the sandbox host by that credential; its key is the recorded one unless another is given. */
const start = async (
  role: string,
  credential: NonNullable<OperationOptions['credential']>,
  hostKey?: string,
) => {
  const { id, host } = await ground.operation(['host-1'], [step(role, { ...usual, run: ansible(role) })], {
    credential,
    hosts: [{ address: access.address, hostKey: hostKey ?? (await knownKeys()) }],
  })
  const { ansible: lane } = ansibleActivity({
    ...ground.dependencies,
    reach: overSsh,
    attention: attention().make,
  })
  const target = host['host-1'] ?? ''
  return { id, target, results: lane({ operationId: id, steps: [role], targets: [target] }) }
}

const enter = async (...options: [NonNullable<OperationOptions['credential']>, string?]) => {
  const { id, results } = await start('enter', ...options)
  const [result] = await results
  return { ...result, as: (await outputs(ground.database.fork(everything), id, 'enter')).user }
}

const byKey = async () => ({ user: access.user, privateKey: await readFile(access.keyPath, 'utf8') })
const byPassword = async () => ({ user: access.passwordUser, password: await text(access.passwordPath) })

test('enters by a private key', async () => {
  expect(await enter(await byKey())).toMatchObject({ outcome: 'changed', as: 'root' })
})

test('enters by a private key with a passphrase', async () => {
  const locked = join(data, 'locked')
  await run(['cp', access.keyPath, locked])
  await run(['ssh-keygen', '-q', '-p', '-P', '', '-N', 'open sesame', '-f', locked])
  const privateKey = await readFile(locked, 'utf8')
  expect(await enter({ user: access.user, privateKey, passphrase: 'open sesame' })).toMatchObject({
    outcome: 'changed',
    as: 'root',
  })
})

test('enters by a password, and becomes root by it', async () => {
  expect(await enter(await byPassword())).toMatchObject({ outcome: 'changed', as: 'root' })
})

test('says that the password is wrong', async () => {
  expect(await enter({ user: access.passwordUser, password: 'not-the-one' })).toMatchObject({
    failure: { code: 'host/LoginRefused', data: { host: 'host-1', user: access.passwordUser } },
  })
})

test('says that the key is not accepted', async () => {
  await run(['ssh-keygen', '-q', '-t', 'ed25519', '-N', '', '-f', join(data, 'other')])
  const privateKey = await readFile(join(data, 'other'), 'utf8')
  expect(await enter({ user: access.user, privateKey })).toMatchObject({
    failure: { code: 'host/LoginRefused' },
  })
})

test('says that sudo refuses the password', async () => {
  expect(await enter({ ...(await byPassword()), sudoPassword: 'not-the-one' })).toMatchObject({
    failure: { code: 'host/SudoRefused', data: { user: access.passwordUser } },
  })
})

test('enters no host that shows another key than the recorded one', async () => {
  const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  expect(await enter(await byKey(), other)).toMatchObject({ failure: { code: 'host/KeyChanged' } })
})

test('a host that falls silent is unreachable, not waited for', async () => {
  await ground.role('linger', '- ansible.builtin.command: sleep 600\n')
  const { id, target, results } = await start('linger', await byKey())
  await until(ground.database, id, runs('linger', target))
  await sandbox.freeze('host-1')
  try {
    expect(await results).toMatchObject([{ failure: { code: 'host/Unreachable' } }])
  } finally {
    await sandbox.heal('host-1')
  }
})
