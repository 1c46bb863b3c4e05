import { openAuthority } from '@slipway/bundle'
import { ensureMasterKey, migrate } from '@slipway/persistence'
import { firstPasswordPath, formatEndpoint, runningPath, type Loaded, type Running } from '@slipway/settings'
import { startOf } from '@slipway/system'
import { mkdir, rm, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { writeWhole } from '../process/write-whole.ts'
import { supervisor, type Supervisor } from '../supervise/supervisor.ts'
import { chooseAddresses, type Addresses } from './addresses.ts'
import { apiAnswers } from './api-answers.ts'
import { buildDashboard } from './dashboard.ts'
import { partsHere, writePartSettings, type Servers } from './environment.ts'
import { apiSpec, bundlesSpec, postgresSpec, temporalSpec, workerSpec } from './specs.ts'

export type Show = (name: string, line: string) => void

/** A platform that is starting or up. */
export interface Platform {
  /** Settles when all health checks answer; rejects with the problem that keeps it from that. */
  readonly ready: Promise<Running>
  /** Takes up what has changed about settings and networks: all but PostgreSQL and Temporal start anew. */
  reload(load: () => Promise<Loaded>): Promise<Running>
  /** API, worker, bundles, Temporal, PostgreSQL: in this order. */
  stop(): Promise<void>
  kill(): Promise<void>
}

/** A part that failed so often before it was ever ready would fail again. */
const triesAtFirst = 3

/** Starts the platform of a data folder; whoever calls holds that folder's lock. */
export const startPlatform = (loaded: Loaded, show: Show): Platform => {
  const { data } = loaded.settings
  const parts = supervisor({ data, show })
  const prepared = prepare(loaded, parts, show)
  let ready = prepared.then(({ addresses, servers }) => startUpper(loaded, addresses, servers, parts, show))
  ready.catch(() => undefined)
  return {
    ready,
    reload: async (load) => {
      await ready.catch(() => undefined)
      const { servers } = await prepared
      ready = load().then(async (next) => {
        await parts.stop(['bundles', 'worker', 'api'])
        return startUpper(next, await chooseAddresses(next, partsHere(next.settings)), servers, parts, show)
      })
      return ready
    },
    stop: async () => {
      await parts.stop()
      await rm(runningPath(data), { force: true })
    },
    kill: () => parts.kill(),
  }
}

interface Prepared {
  addresses: Addresses
  servers: Servers
}

/** What all others stand on: the servers, and the schema in the database. */
const prepare = async (loaded: Loaded, parts: Supervisor, show: Show): Promise<Prepared> => {
  const { settings } = loaded
  const here = partsHere(settings)
  await mkdir(join(settings.data, 'platform'), { recursive: true })
  await rm(runningPath(settings.data), { force: true })
  await parts.endLeftovers()
  const addresses = await chooseAddresses(loaded, here)
  const postgres = here.includes('postgres')
    ? parts.start(postgresSpec(loaded, addresses), { triesAtFirst })
    : undefined
  const temporal = here.includes('temporal')
    ? parts.start(temporalSpec(loaded, addresses), { triesAtFirst })
    : undefined
  const servers: Servers = {}
  if (here.includes('bundles'))
    servers.authority = (await openAuthority(join(settings.data, 'ca'), new Date())).certificatePath
  if (here.includes('api')) await buildDashboard((line) => show('dashboard', line))
  if (postgres) servers.databaseUrl = String((await postgres.ready).url)
  const url = servers.databaseUrl ?? settings.database.url
  if (url !== undefined && (here.includes('api') || here.includes('worker'))) {
    await migrate(url)
    if (settings.masterKey === undefined) await ensureMasterKey(settings.masterKeys)
  }
  if (temporal) {
    const { address, uiUrl } = await temporal.ready
    servers.temporalAddress = String(address)
    servers.temporalUiUrl = String(uiUrl)
  }
  return { addresses, servers }
}

const startUpper = async (
  loaded: Loaded,
  addresses: Addresses,
  servers: Servers,
  parts: Supervisor,
  show: Show,
): Promise<Running> => {
  const { settings } = loaded
  const { data } = settings
  const here = partsHere(settings)
  await writePartSettings(loaded, addresses, servers)
  const url = `${settings.api.tls.certificate === undefined ? 'http' : 'https'}://${formatEndpoint({
    host: reachable(addresses.apiHost),
    port: addresses.ports.api ?? 0,
  })}`
  // a damaged bundle keeps clusters from being made, not people from their dashboard
  if (here.includes('bundles')) parts.start(bundlesSpec(loaded))
  const waited = [
    ...(here.includes('worker') ? [parts.start(workerSpec(loaded), { triesAtFirst })] : []),
    ...(here.includes('api') ? [parts.start(apiSpec(loaded, apiAnswers(url)), { triesAtFirst })] : []),
  ]
  await Promise.all(waited.map(({ ready }) => ready))
  const running: Running = {
    ...{ pid: process.pid, started: (await startOf(process.pid)) ?? '' },
    since: new Date().toISOString(),
    ...(here.includes('api') && { url: settings.api.publicUrl ?? url }),
    ...(here.includes('bundles') && { bundleAddresses: [...addresses.bundles] }),
  }
  await writeWhole(runningPath(data), JSON.stringify(running))
  show('slipway', `ready${running.url === undefined ? '' : `: ${running.url}`}`)
  const passwordPath = firstPasswordPath(data)
  if (await stat(passwordPath).catch(() => undefined))
    show('slipway', `sign in as admin; the first password is in ${passwordPath}`)
  return running
}

/** An address that stands for all of the machine's is reached by loopback. */
const reachable = (host: string): string => (host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host)
