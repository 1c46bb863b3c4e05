import { addCredential, addHosts, everything, findHost, forgetHostKey, type Host } from '@slipway/persistence'
import { openSandbox, type HostAccess, type Sandbox } from '@slipway/sandbox'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { openTestPlatform, type TestPlatform } from '../testing/platform.ts'
import { gatherFacts } from './gather.ts'

let folder: string
let sandbox: Sandbox
let platform: TestPlatform
let access: HostAccess
let password: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-facts-'))
  sandbox = await openSandbox({ dataFolder: folder })
  ;[platform, [access]] = (await Promise.all([
    openTestPlatform(),
    sandbox.up([{ name: 'seen-1' }]),
  ])) as unknown as [TestPlatform, [HostAccess]]
  password = (await readFile(access.passwordPath, 'utf8')).trim()
})
afterAll(async () => {
  await platform?.close()
  await sandbox?.down()
  await rm(folder, { recursive: true, force: true })
})

let count = 0
/** The sandbox host, registered with a credential; tests take turns at its address. */
const register = async (user: string, secrets: Record<string, string>, port = 22): Promise<string> => {
  const em = platform.database.fork(everything)
  await em.execute('delete from host')
  const { project } = platform
  const kind = secrets['privateKey'] === undefined ? 'password' : 'private-key'
  const name = `way-${(count += 1)}`
  const credential = await addCredential(em, platform.vault, { project, name, userName: user, kind, secrets })
  const [host] = await addHosts(em, [
    { project, name: 'seen-1', address: access.address, port, credential: credential.id },
  ])
  return host!.id
}
const gathered = async (id: string): Promise<Host> => {
  await gatherFacts(platform.deps, id)
  return (await findHost(platform.database.fork(everything), id))!
}
const withKey = async (): Promise<string> =>
  register(access.user, { privateKey: await readFile(access.keyPath, 'utf8') })

test('a host is looked at by key, and its facts and its key are recorded together', async () => {
  const host = await gathered(await withKey())
  expect(host.factsFailure).toBeNull()
  expect(host.facts).toMatchObject({
    os: { id: 'debian', version: '12' },
    root: 'sudo',
    hostName: 'seen-1',
    ports: [{ port: 22, process: 'sshd' }],
    python: { path: '/usr/bin/python3' },
  })
  expect(host.facts?.addresses.map(({ address }) => address)).toContain(access.address)
  expect(Math.abs(host.facts!.clock.offset)).toBeLessThan(1) // it has this machine's clock
  expect(host.hostKey).toMatch(/^ssh-\S+ AAAA/)
  expect(host.factsAt).toBeInstanceOf(Date)
})

test('a password serves as well, for the login and for sudo', async () => {
  const host = await gathered(await register(access.passwordUser, { password, sudoPassword: password }))
  expect(host.facts?.root).toBe('sudo')
})

test('a user who cannot become root sees less, and the facts say so', async () => {
  const needed = await gathered(await register(access.passwordUser, { password }))
  expect(needed.facts?.root).toBe('password-needed')
  const refused = await gathered(await register(access.passwordUser, { password, sudoPassword: 'another' }))
  expect(refused.facts?.root).toBe('refused')
})

test('a wrong password is the host’s failing, in words, and its key is not recorded', async () => {
  const host = await gathered(await register(access.passwordUser, { password: 'another' }))
  expect(host.factsFailure).toMatchObject({
    code: 'host/LoginRefused',
    data: { host: 'seen-1', user: access.passwordUser },
  })
  expect(host.hostKey).toBeNull()
  expect(JSON.stringify(host.factsFailure)).not.toContain('another')
})

test('a host that shows another key than before is not logged in to, until somebody forgets the key', async () => {
  const id = await withKey()
  const em = platform.database.fork(everything)
  const other = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA'
  await em.execute('update host set host_key = ? where id = ?', [other, id])
  const changed = await gathered(id)
  expect(changed.factsFailure?.code).toBe('host/KeyChanged')
  expect(changed.hostKey).toBe(other)
  await forgetHostKey(platform.database.fork(everything), id)
  const again = await gathered(id)
  expect(again.factsFailure).toBeNull()
  expect(again.hostKey).not.toBe(other)
})

test('facts that were had once stay when a later look fails', async () => {
  const id = await withKey()
  await gathered(id)
  await platform.database.fork(everything).execute('update host set port = 1 where id = ?', [id])
  const host = await gathered(id)
  expect(host.factsFailure?.code).toBe('host/Unreachable')
  expect(host.facts?.hostName).toBe('seen-1')
})

test('a host that was removed meanwhile is nobody’s failing', async () => {
  await expect(gatherFacts(platform.deps, '00000000-0000-4000-8000-000000000000')).resolves.toBeUndefined()
})
