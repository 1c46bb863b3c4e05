import { everything } from '@slipway/persistence'
import { expect, test } from 'vitest'
import { all, some, useApi } from '../testing/mutations.ts'

const bench = useApi()

const pem = '-----BEGIN OPENSSH PRIVATE KEY-----\nAAAA\n-----END OPENSSH PRIVATE KEY-----\n'
const addCredential = (input: object) =>
  bench.mutate(
    `addCredential(input: $input) { ${some} ... on Credential { id name as: kind hasSudoPassword hosts } }`,
    { input: { project: bench.records.project, name: 'key', userName: 'debian', ...input } },
    '($input: CredentialInput!)',
  )

test('a credential is sealed before it is stored, and never shown', async () => {
  const added = await addCredential({
    privateKey: pem,
    passphrase: 'open sesame',
    sudoPassword: 'sudo secret',
  })
  expect(added).toMatchObject({
    __typename: 'Credential',
    as: 'PRIVATE_KEY',
    hasSudoPassword: true,
    hosts: 0,
  })
  const [row] = await bench.api.database
    .fork(everything)
    .execute<Record<string, Buffer>[]>('select * from credential where id = ?', [added.id])
  for (const column of ['private_key', 'passphrase', 'sudo_password']) {
    expect(row![column]!.length, column).toBeGreaterThan(50)
    for (const secret of ['OPENSSH', 'open sesame', 'sudo secret'])
      expect(row![column]!.includes(secret), column).toBe(false)
  }
  const entries = await bench.audit()
  expect(entries).toMatchObject([{ action: 'credential.add', subject: 'key', userName: 'root' }])
  expect(JSON.stringify(entries)).not.toMatch(/sesame|sudo secret|OPENSSH/)
})

test.each([
  ['neither password nor key', {}, 'password'],
  ['both', { password: 'p', privateKey: pem }, 'password'],
  ['a passphrase without a key', { password: 'p', passphrase: 'x' }, 'passphrase'],
  ['a key that is none', { privateKey: 'ssh-ed25519 AAAA' }, 'privateKey'],
  ['an account that cannot be', { password: 'p', userName: 'root; reboot' }, 'userName'],
  ['no name', { password: 'p', name: ' ' }, 'name'],
])('a credential with %s is refused by its field, without its value', async (_, input, field) => {
  const refused = await addCredential(input)
  expect(refused).toMatchObject({ __typename: 'Invalid', code: 'access/InputInvalid', field })
  expect(JSON.stringify(refused)).not.toContain('AAAA')
})

test('a second credential of a name is a conflict', async () => {
  await addCredential({ password: 'p' })
  expect(await addCredential({ password: 'p' })).toMatchObject({
    __typename: 'Conflict',
    code: 'credential/NameTaken',
    data: { name: 'key' },
  })
})

test('a credential that hosts use stays; one that none uses goes', async () => {
  const remove = (id: string) =>
    bench.mutate(`removeCredential(id: "${id}") { ${all} ... on Removed { id } }`)
  expect(await remove(bench.records.credential)).toMatchObject({
    __typename: 'Conflict',
    code: 'credential/InUse',
  })
  const { id } = await addCredential({ password: 'p' })
  expect(await remove(id)).toMatchObject({ __typename: 'Removed', id })
  expect(await remove(id)).toMatchObject({ __typename: 'NotFound', code: 'access/Unknown' })
  expect(await remove('no-uuid')).toMatchObject({ __typename: 'NotFound' })
})
