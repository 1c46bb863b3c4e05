import { afterAll, beforeAll, expect, test } from 'vitest'
import { getOrMakeClusterSecret, openClusterSecret, storeClusterSecret } from '../cluster/secret.ts'
import { findCredential, openCredential } from '../credential/credential.ts'
import { everything } from '../database/scope.ts'
import { openTestDatabase, seed, testVault, type TestDatabase } from '../testing/index.ts'
import { rewrapAll, sealedColumns } from './rewrap-all.ts'
import { makeVault } from './vault.ts'

let database: TestDatabase
beforeAll(async () => {
  database = await openTestDatabase()
})
afterAll(() => database.close())

const [older, newer] = [
  { id: 'test', key: Buffer.alloc(32, 7) },
  { id: 'next', key: Buffer.alloc(32, 8) },
]

test('every column that can hold sealed values is known to the rotation', async () => {
  const rows = await database.fork(everything).execute<{ name: string }[]>(
    `select table_name || '.' || column_name as name from information_schema.columns
       where table_schema = 'public' and data_type = 'bytea'`,
  )
  expect(sealedColumns.map(({ table, column }) => `${table}.${column}`).toSorted()).toEqual(
    rows.map(({ name }) => name).toSorted(),
  )
})

test('after a rotation of the master key all secrets open with the new key alone', async () => {
  const { credential, cluster } = await seed(database)
  const em = database.fork(everything)
  const reference = { cluster: cluster.id, reference: 'join-token' }
  await getOrMakeClusterSecret(em, testVault, reference, () => 'token')

  expect(await rewrapAll(database, makeVault([newer, older]))).toBe(3)
  expect(await rewrapAll(database, makeVault([newer, older]))).toBe(0)

  const alone = makeVault([newer])
  const found = await findCredential(database.fork(everything), credential.id)
  expect(openCredential(alone, found!)).toEqual({ password: 'first-secret', sudoPassword: 'second-secret' })
  expect(await openClusterSecret(em, alone, cluster.id, 'join-token')).toBe('token')
  expect(() => openCredential(testVault, found!)).toThrow(
    expect.objectContaining({ code: 'credential/KeyMissing' }),
  )
})

test('a sealed value that was moved to another row or column does not open', async () => {
  const { credential } = await seed(database)
  const em = database.fork(everything)
  await em.execute('update credential set password = sudo_password where id = ?', [credential.id])
  const found = await findCredential(database.fork(everything), credential.id)
  expect(() => openCredential(testVault, found!)).toThrow(
    expect.objectContaining({ code: 'credential/SealBroken' }),
  )
  await em.execute('delete from host where credential = ?', [credential.id])
  await em.execute('delete from credential where id = ?', [credential.id])
})

test('of those who ask for a secret at once all get the same, and it stays', async () => {
  const { cluster } = await seed(database)
  const reference = { cluster: cluster.id, reference: 'encryption-key' }
  let made = 0
  const ask = (): Promise<string> =>
    getOrMakeClusterSecret(database.fork(everything), testVault, reference, () => `secret ${++made}`)
  const got = new Set(await Promise.all(Array.from({ length: 8 }, ask)))
  expect(got.size).toBe(1)
  expect(await ask()).toBe([...got][0])
})

test('a secret that a step stores takes the place of the one before; one that nobody stored is missing', async () => {
  const { cluster } = await seed(database)
  const em = database.fork(everything)
  const reference = { cluster: cluster.id, reference: 'admin-kubeconfig' }
  await expect(openClusterSecret(em, testVault, cluster.id, 'admin-kubeconfig')).rejects.toMatchObject({
    code: 'cluster/SecretMissing',
  })
  await storeClusterSecret(em, testVault, reference, 'one')
  await storeClusterSecret(em, testVault, reference, 'two')
  expect(await openClusterSecret(em, testVault, cluster.id, 'admin-kubeconfig')).toBe('two')
})
