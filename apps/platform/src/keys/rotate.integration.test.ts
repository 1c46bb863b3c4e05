import {
  addCredential,
  ensureMasterKey,
  everything,
  findCredential,
  migrate,
  openCredential,
  openDatabase,
  openVault,
  Project,
} from '@slipway/persistence'
import { loadSettings } from '@slipway/settings'
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startPlatform, type Platform } from '../start/platform.ts'
import { rotateMasterKey } from './rotate.ts'

let data: string
let platform: Platform | undefined
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'slipway-keys-'))
  await chmod(data, 0o755) // PostgreSQL runs as an account of its own
})
afterEach(async () => {
  await platform?.stop()
  platform = undefined
  await rm(data, { recursive: true })
})

const load = () => loadSettings({ SLIPWAY_DATA: data, SLIPWAY_PARTS: 'postgres,temporal' })

test('after a rotation every secret opens with the new key alone, also in who had the keys open', async () => {
  const loaded = await load()
  platform = startPlatform(loaded, () => undefined)
  await platform.ready
  const written = await readFile(join(data, 'platform', 'settings.json'), 'utf8')
  const { url } = (JSON.parse(written) as { database: { url: string } }).database
  await migrate(url)
  const folder = loaded.settings.masterKeys
  await ensureMasterKey(folder)

  const database = await openDatabase({ url })
  try {
    const vault = await openVault({ folder })
    const project = await database.fork(everything).findOneOrFail(Project, { name: 'default' })
    const { id } = await addCredential(database.fork(everything), vault, {
      ...{ project: project.id, name: 'root', userName: 'root', kind: 'password' },
      secrets: { password: 'a-secret' },
    })

    expect(await rotateMasterKey(loaded)).toEqual({ key: '0002', resealed: 1 })
    await rm(join(folder, '0001.key'))
    const found = await findCredential(database.fork(everything), id)
    expect(found && openCredential(vault, found).password).toBe('a-secret')
  } finally {
    await database.close()
  }
})

test('with no database to be reached nothing is changed', async () => {
  const loaded = await load()
  await ensureMasterKey(loaded.settings.masterKeys)
  await expect(rotateMasterKey(loaded)).rejects.toMatchObject({ code: 'platform/DatabaseSilent' })
  expect((await openVault({ folder: loaded.settings.masterKeys })).keyId).toBe('0001')
})
