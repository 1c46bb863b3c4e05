import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { definitions } from '../schema/definitions.ts'
import { loadSettings } from './load.ts'
import { showSettings } from './show.ts'

let folder: string
let count = 0
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'slipway-settings-'))
})
afterAll(() => rm(folder, { recursive: true }))

const load = async (environment: Record<string, string>, file?: string) => {
  const path = join(folder, `${count++}.yaml`)
  if (file !== undefined) await writeFile(path, file)
  return loadSettings({
    SLIPWAY_DATA: '/somewhere/data',
    ...(file !== undefined && { SLIPWAY_CONFIG: path }),
    ...environment,
  })
}

test('without any source every setting has its usual value, and what has none is unset', async () => {
  const { settings, sources } = await load({})
  expect(settings.api.listen).toBe('127.0.0.1:7440')
  expect(settings.masterKeys).toBe('/somewhere/data/keys/master')
  expect(settings.database.url).toBeUndefined()
  expect(sources.get('api.listen')).toBe('default')
  expect(sources.get('data')).toBe('environment')
  expect(sources.has('database.url')).toBe(false)
})

test('the file goes before what is usual, and the environment before the file', async () => {
  const { settings, sources } = await load(
    { SLIPWAY_API_LISTEN: '127.0.0.1:9000' },
    'api: {listen: "127.0.0.1:8000"}\nworker: {runs: 2}\n',
  )
  expect(settings.api.listen).toBe('127.0.0.1:9000')
  expect(settings.worker).toEqual({ runs: 2, activities: 50 })
  expect([sources.get('api.listen'), sources.get('worker.runs'), sources.get('worker.activities')]).toEqual([
    'environment',
    'file',
    'default',
  ])
})

test('the data folder that the file names decides the folders within it', async () => {
  const { settings } = await load({ SLIPWAY_DATA: '' }, 'data: /elsewhere\n')
  expect(settings.masterKeys).toBe('/elsewhere/keys/master')
})

test('lists are written between commas in the environment', async () => {
  const { settings } = await load({
    SLIPWAY_PARTS: 'api, worker',
    SLIPWAY_DATABASE_URL: 'postgres://db/slipway',
    SLIPWAY_TEMPORAL_ADDRESS: 'temporal:7233',
  })
  expect(settings.parts).toEqual(['api', 'worker'])
})

test('every setting has a variable of its own', () => {
  expect(new Set(definitions.map(({ variable }) => variable)).size).toBe(definitions.length)
  expect(definitions.find(({ name }) => name === 'bundles.filesPort')?.variable).toBe(
    'SLIPWAY_BUNDLES_FILES_PORT',
  )
})

test.each([
  [{ SLIPWAY_API_LISTN: 'x' }, 'SLIPWAY_API_LISTN', 'SLIPWAY_API_LISTEN'],
  [{ SLIPWAY_DATABSE_URL: 'x' }, 'SLIPWAY_DATABSE_URL', 'SLIPWAY_DATABASE_URL'],
])(
  'an unknown variable is refused, and the nearest known one is named: %j',
  async (environment, name, nearest) => {
    await expect(load(environment)).rejects.toMatchObject({
      code: 'platform/SettingUnknown',
      data: { name, nearest },
    })
  },
)

test.each([
  ['api: {lsten: x}', 'api.lsten', 'api.listen'],
  ['worker: 4', 'worker', 'worker.runs'],
  ['wrker: {runs: 1}', 'wrker', 'worker.runs'],
])('an unknown name in the file is refused: %s', async (file, name) => {
  await expect(load({}, file)).rejects.toMatchObject({ code: 'platform/SettingUnknown', data: { name } })
})

test.each([
  ['SLIPWAY_API_LISTEN', 'nowhere', 'api.listen'],
  ['SLIPWAY_WORKER_RUNS', '0', 'worker.runs'],
  ['SLIPWAY_BUNDLES_LISTEN', '10.0.0.1,here', 'bundles.listen'],
  ['SLIPWAY_PARTS', 'api,dashboard', 'parts'],
  ['SLIPWAY_TEMPORAL_TLS_ENABLED', 'perhaps', 'temporal.tls.enabled'],
])(
  'a value of the wrong form is refused with the name of its setting: %s=%s',
  async (variable, value, name) => {
    await expect(load({ [variable]: value })).rejects.toMatchObject({
      code: 'platform/SettingInvalid',
      data: { name, source: 'the environment' },
    })
  },
)

test('a secret is in no refusal and in no list', async () => {
  const wrong = await load({ SLIPWAY_DATABASE_URL: 'mysql://hunter2@db' }).catch((error: unknown) => error)
  expect(wrong).toMatchObject({ code: 'platform/SettingInvalid', data: { name: 'database.url' } })
  expect(JSON.stringify(wrong) + (wrong as Error).message).not.toContain('hunter2')
  const broken = await load({}, 'database: {url: "postgres://hunter2@db\n').catch((error: unknown) => error)
  expect(broken).toMatchObject({ code: 'platform/SettingsUnreadable' })
  expect(JSON.stringify(broken) + (broken as Error).message).not.toContain('hunter2')
  const loaded = await load({
    SLIPWAY_DATABASE_URL: 'postgres://user:hunter2@db/x',
    SLIPWAY_MASTER_KEY: 'hunter2',
  })
  const shown = showSettings(loaded)
  expect(JSON.stringify(shown)).not.toContain('hunter2')
  expect(shown.find(({ name }) => name === 'masterKey')).toMatchObject({
    value: '********',
    source: 'environment',
  })
})

test('beyond loopback the API listens with TLS only', async () => {
  await expect(load({ SLIPWAY_API_LISTEN: '0.0.0.0:7440' })).rejects.toMatchObject({
    code: 'platform/TlsWanted',
  })
  await expect(load({ SLIPWAY_API_LISTEN: 'server.example:7440' })).rejects.toMatchObject({
    code: 'platform/TlsWanted',
  })
  const tls = { SLIPWAY_API_TLS_CERTIFICATE: '/c.pem', SLIPWAY_API_TLS_KEY: '/k.pem' }
  expect((await load({ SLIPWAY_API_LISTEN: '0.0.0.0:7440', ...tls })).settings.api.tls.key).toBe('/k.pem')
  expect((await load({ SLIPWAY_API_LISTEN: '[::1]:7440' })).settings.api.listen).toBe('[::1]:7440')
})

test('a certificate without its key is refused', async () => {
  await expect(load({ SLIPWAY_API_TLS_CERTIFICATE: '/c.pem' })).rejects.toMatchObject({
    code: 'platform/TlsHalf',
    data: { given: 'api.tls.certificate', missing: 'api.tls.key' },
  })
})

test('an API or a worker without a database, here or elsewhere, is refused', async () => {
  await expect(
    load({ SLIPWAY_PARTS: 'api', SLIPWAY_TEMPORAL_ADDRESS: 'temporal:7233' }),
  ).rejects.toMatchObject({
    code: 'platform/AddressWanted',
    data: { part: 'postgres', name: 'database.url' },
  })
})

test('a file that is named must be there', async () => {
  await expect(load({ SLIPWAY_CONFIG: join(folder, 'absent.yaml') })).rejects.toMatchObject({
    code: 'platform/SettingsUnreadable',
  })
})
