import { formatEndpoint, parts, type Loaded, type Part, type Settings } from '@slipway/settings'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../process/write-whole.ts'
import type { Addresses } from './addresses.ts'

/** Which parts run here: those that are named; else all, but for those that are elsewhere. */
export const partsHere = ({ parts: named, database, temporal }: Settings): Part[] =>
  parts.filter((part) => {
    if (named) return named.includes(part)
    if (part === 'postgres') return database.url === undefined
    return part !== 'temporal' || temporal.address === undefined
  })

/** What the servers below said when they were ready. */
export interface Servers {
  databaseUrl?: string
  temporalAddress?: string
  temporalUiUrl?: string
  /** PEM file of the authority that the bundles are served under. */
  authority?: string
}

const settingsPath = (data: string): string => join(data, 'platform', 'settings.json')

/**
 * Writes the settings as parts are to see them: every address as it has come to be. The file is for its owner alone,
 * since the database's address holds its password.
 */
export const writePartSettings = async (
  { settings }: Loaded,
  { ports, apiHost, bundles: addresses }: Addresses,
  servers: Servers,
): Promise<void> => {
  const { data, cache, log, api, database, temporal, masterKeys, bundles, hosts, worker } = settings
  const reached = settings.bundles.name ?? addresses[0] ?? '127.0.0.1'
  const at = (port: number | undefined) =>
    port === undefined ? undefined : formatEndpoint({ host: reached, port })
  const filesAt = at(ports.files)
  // neither the master key, which goes to those alone who seal and open, nor the parts, which are decided
  const written: Omit<Settings, 'masterKey' | 'parts'> = {
    ...{ data, cache, log, masterKeys, worker },
    api: {
      ...api,
      listen: ports.api === undefined ? api.listen : formatEndpoint({ host: apiHost, port: ports.api }),
    },
    database: { url: servers.databaseUrl ?? database.url },
    temporal: {
      ...temporal,
      address: servers.temporalAddress ?? temporal.address,
      uiUrl: servers.temporalUiUrl ?? temporal.uiUrl,
    },
    bundles: {
      ...bundles,
      listen: [...addresses],
      filesPort: ports.files ?? bundles.filesPort,
      registryPort: ports.registry ?? bundles.registryPort,
    },
    hosts: {
      filesUrl: hosts.filesUrl ?? (filesAt === undefined ? undefined : `https://${filesAt}`),
      registry: hosts.registry ?? at(ports.registry),
      ca: hosts.ca ?? servers.authority,
    },
  }
  await writeWhole(settingsPath(data), JSON.stringify(written, undefined, 2))
}

/** The database that the parts of this data folder were last started with; undefined before the first start. */
export const partsUrl = async (data: string): Promise<string | undefined> => {
  const text = await readFile(settingsPath(data), 'utf8').catch(() => undefined)
  return text === undefined ? undefined : (JSON.parse(text) as Pick<Settings, 'database'>).database.url
}

/** The environment of a part: the user's own, but for settings, which the file has; the master key stays where it was. */
export const partEnvironment = (
  { settings }: Loaded,
  options: { masterKey: boolean },
  environment: NodeJS.ProcessEnv = process.env,
): Record<string, string> => ({
  ...Object.fromEntries(
    Object.entries(environment).filter(
      (entry): entry is [string, string] => entry[1] !== undefined && !entry[0].startsWith('SLIPWAY_'),
    ),
  ),
  SLIPWAY_CONFIG: settingsPath(settings.data),
  SLIPWAY_DATA: settings.data,
  SLIPWAY_CACHE: settings.cache,
  ...(options.masterKey && settings.masterKey !== undefined && { SLIPWAY_MASTER_KEY: settings.masterKey }),
})
