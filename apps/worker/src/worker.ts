import { collectPins, pinPlaybooks, sweep } from '@slipway/operations'
import { openDatabase, openVault } from '@slipway/persistence'
import type { Settings } from '@slipway/settings'
import { DefaultLogger, Runtime, type LogEntry } from '@temporalio/worker'
import { join } from 'node:path'
import { makeActivities } from './activities.ts'
import { dropBundles } from './bundles.ts'
import { makeLog, told } from './log.ts'
import { startSweeping } from './sweeping.ts'
import { connectTemporal } from './temporal.ts'
import { workflowCode } from './workflow-code.ts'
import { startWorkers } from './workers.ts'

/** The playbooks and roles of this release. */
const playbooks = join(import.meta.dirname, '../../../infra/ansible')

/** What a crash left unstarted starts within this time. */
const sweepMs = 10_000
/** How often playbooks of earlier releases and replaced bundles that nobody needs any more are removed. */
const collectMs = 3_600_000

export interface RunningWorker {
  /** Resolves once it has ended in order, rejects where it failed. */
  ended: Promise<void>
  /** Takes nothing new, lets go of what runs on hosts, and ends. */
  end(): void
}

/** Starts a worker from settings alone: any number of them may run beside each other. */
export const startWorker = async (settings: Settings): Promise<RunningWorker> => {
  const log = makeLog(settings.log.level)
  const write = ({ level, message, meta }: LogEntry): void =>
    log(level === 'TRACE' ? 'debug' : (level.toLowerCase() as Settings['log']['level']), message, { ...meta })
  Runtime.install({ logger: new DefaultLogger(levelOf(settings), write), shutdownSignals: [] })
  if (settings.database.url === undefined) throw new Error('a worker needs database.url in its settings')
  await pinPlaybooks({ data: settings.data, playbooks })
  const vault = await openVault({ folder: settings.masterKeys, given: settings.masterKey })
  const database = await openDatabase({ url: settings.database.url })
  if (!(await database.isReady())) throw new Error('the PostgreSQL of database.url does not answer')
  const temporal = await connectTemporal(settings)
  const activities = makeActivities({ settings, database, vault, client: temporal.client })
  const codePath = await workflowCode(settings.cache, new DefaultLogger('WARN', write))
  const workers = await startWorkers({ settings, connection: temporal.native, activities, codePath })
  const stopSweeping = startSweeping(
    async () => {
      const { operations, hosts } = await sweep(database, temporal.client)
      if (operations.length + hosts.length > 0)
        log('info', 'started what was left unstarted', { operations, hosts })
    },
    (error) => log('warn', 'sweeping failed and is repeated', told(error)),
    sweepMs,
  )
  const stopCollecting = startSweeping(
    () => collectPins({ database, data: settings.data, playbooks }),
    (error) => log('warn', 'removing old playbooks failed and is repeated', told(error)),
    collectMs,
  )
  const stopDropping = startSweeping(
    async () => {
      const { bundles, blobs } = await dropBundles({ database, data: settings.data })
      if (bundles.length + blobs > 0) log('info', 'removed replaced bundles', { bundles, blobs })
    },
    (error) => log('warn', 'removing replaced bundles failed and is repeated', told(error)),
    collectMs,
  )
  const ended = workers.ended.finally(async () => {
    await Promise.all([stopSweeping(), stopCollecting(), stopDropping()])
    await temporal.close()
    await database.close()
  })
  return { ended, end: workers.shutdown }
}

const levelOf = ({ log: { level } }: Settings) => level.toUpperCase() as 'DEBUG' | 'INFO' | 'WARN' | 'ERROR'
