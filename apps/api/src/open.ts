import type { LogLevel } from '@nestjs/common'
import { Logger } from '@nestjs/common'
import { refuse } from '@slipway/domain'
import { openDatabase, openVault } from '@slipway/persistence'
import { firstPasswordPath, loadSettings, parseEndpoint, type Settings } from '@slipway/settings'
import { Client, Connection } from '@temporalio/client'
import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { Changes } from './live/changes.ts'
import { operationsOf } from './operations/port.ts'
import type { Parts } from './parts.ts'
import { servedBundles } from './platform/bundles.ts'
import { SessionEnds } from './sessions/ended.ts'

const folder = (path: string) => fileURLToPath(new URL(`../../../${path}`, import.meta.url))

const levels: LogLevel[] = ['error', 'warn', 'log', 'debug']
const shown = { error: 1, warn: 2, info: 3, debug: 4 } as const

/** What the settings of this process name, opened. Throws platform/AddressWanted where one of it is not named. */
export const openParts = async () => {
  const { settings } = await loadSettings()
  const database = await openDatabase({ url: named(settings.database.url, 'postgres', 'database.url') })
  const connection = await connectTemporal(settings)
  const temporal = new Client({ connection, namespace: settings.temporal.namespace })
  const vault = await openVault({ folder: settings.masterKeys, given: settings.masterKey })
  const bundles = servedBundles({ filesUrl: settings.hosts.filesUrl, ca: settings.hosts.ca })
  const logger = new Logger('Operations')
  const operations = operationsOf({
    ...{ database, temporal, bundles, data: settings.data, playbooks: folder('infra/ansible') },
    onUnstarted: (error) => logger.warn(`left to the sweep: ${String(error)}`),
  })
  const parts: Parts = {
    ...{ database, vault, operations, bundles },
    changes: new Changes(),
    sessionEnds: new SessionEnds(),
    settings: await apiSettings(settings),
  }
  const listen = parseEndpoint(settings.api.listen) ?? { host: '127.0.0.1', port: 0 }
  const close = async () => {
    await connection.close()
    await database.close()
  }
  return { parts, listen, logLevels: levels.slice(0, shown[settings.log.level]), close }
}

const named = (value: string | undefined, part: string, name: string): string => {
  if (value === undefined) throw refuse('invalid', 'platform/AddressWanted', { part, name })
  return value
}

const connectTemporal = async ({ temporal: { address, tls } }: Settings): Promise<Connection> => {
  const file = async (path: string | undefined) => (path === undefined ? undefined : await readFile(path))
  const [ca, crt, key] = await Promise.all([file(tls.ca), file(tls.certificate), file(tls.key)])
  return Connection.lazy({
    address: named(address, 'temporal', 'temporal.address'),
    ...(tls.enabled && {
      tls: {
        ...(tls.serverName !== undefined && { serverNameOverride: tls.serverName }),
        ...(ca && { serverRootCACertificate: ca }),
        ...(crt && key && { clientCertPair: { crt, key } }),
      },
    }),
  })
}

const apiSettings = async ({ api, temporal, data }: Settings): Promise<Parts['settings']> => {
  const { version } = JSON.parse(await readFile(folder('package.json'), 'utf8')) as { version: string }
  const { certificate, key } = api.tls
  return {
    version,
    dashboard: folder('apps/ui/build'),
    firstPassword: firstPasswordPath(data),
    ...(api.publicUrl !== undefined && { publicUrl: api.publicUrl }),
    ...(temporal.uiUrl !== undefined && { temporalUi: temporal.uiUrl }),
    ...(certificate !== undefined &&
      key !== undefined && { tls: { certificate: await readFile(certificate), key: await readFile(key) } }),
  }
}
