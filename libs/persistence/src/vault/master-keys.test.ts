import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { addMasterKey, ensureMasterKey, openVault } from './master-keys.ts'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-keys-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

test('the first start makes a key that only its owner reads, later ones keep it', async () => {
  const keys = join(folder, 'master')
  await Promise.all([ensureMasterKey(keys), ensureMasterKey(keys), ensureMasterKey(keys)])
  expect(await readdir(keys)).toEqual(['0001.key'])
  expect((await stat(join(keys, '0001.key'))).mode & 0o777).toBe(0o600)
  expect((await stat(keys)).mode & 0o777).toBe(0o700)
  const before = await readFile(join(keys, '0001.key'), 'utf8')
  await ensureMasterKey(keys)
  expect(await readFile(join(keys, '0001.key'), 'utf8')).toBe(before)
})

test('a key that is added seals from then on in all that have the folder open, and the older still opens', async () => {
  await ensureMasterKey(folder)
  const [vault, another] = [await openVault({ folder }), await openVault({ folder })]
  const sealed = vault.seal('word', 'c')
  expect(await addMasterKey(folder)).toBe('0002')
  expect(vault.keyId).toBe('0002')
  expect(vault.openText(sealed, 'c')).toBe('word')
  expect(another.openText(vault.seal('next', 'c'), 'c')).toBe('next')
  expect(await readdir(folder)).toEqual(['0001.key', '0002.key'])
})

test('keys that are given stand in place of the folder, the first seals', async () => {
  const [one, two] = [Buffer.alloc(32, 1).toString('base64'), Buffer.alloc(32, 2).toString('base64')]
  const vault = await openVault({ folder, given: `b:${two},a:${one}` })
  expect(vault.keyId).toBe('b')
  expect(vault.openText((await openVault({ folder, given: `a:${one}` })).seal('word', 'c'), 'c')).toBe('word')
})

test('says that there is none, or which cannot be read, and never shows a key', async () => {
  await expect(openVault({ folder: join(folder, 'none') })).rejects.toMatchObject({
    code: 'credential/NoMasterKey',
  })
  await writeFile(join(folder, '0001.key'), 'c2hvcnQ=\n')
  const failure = await openVault({ folder }).then(String, (error: unknown) => error as Error)
  expect(failure).toMatchObject({ code: 'credential/MasterKeyUnreadable', data: { key: '0001' } })
  expect(String(failure)).not.toContain('c2hvcnQ')
  await expect(openVault({ folder, given: 'nonsense' })).rejects.toMatchObject({
    code: 'credential/MasterKeyUnreadable',
  })
})
