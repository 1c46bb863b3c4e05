import { loadSettings } from '@slipway/settings'
import process from 'node:process'
import { makeLog, told } from './log.ts'
import { startWorker } from './worker.ts'

const { settings } = await loadSettings()
const log = makeLog(settings.log.level)
try {
  const worker = await startWorker(settings)
  for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, worker.end)
  process.stdout.write('slipway: ready\n')
  await worker.ended
} catch (error) {
  log('error', 'the worker has failed', told(error))
  process.exitCode = 1
}
