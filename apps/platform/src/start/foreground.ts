import type { Loaded } from '@slipway/settings'
import { writeSupervisor } from '../background/supervisor-record.ts'
import { aloneFor } from './lock.ts'
import { startPlatform, type Platform, type Show } from './platform.ts'

/**
 * npm passes on the signal that a terminal's Ctrl-C has already given: what comes within this time is the same one.
 */
const sameSignalWithin = 1000

/**
 * Runs the platform until SIGINT, SIGTERM or SIGHUP, then ends all in order; a second signal ends all at once.
 * SIGUSR2 takes up changed settings and networks. Throws what keeps it from starting, with nothing left running.
 */
export const runInForeground = (load: () => Promise<Loaded>, show: Show): Promise<void> =>
  load().then((loaded) =>
    aloneFor(loaded.settings.data, async () => {
      await writeSupervisor(loaded.settings.data)
      const platform = startPlatform(loaded, show)
      process.on('SIGUSR2', () => {
        show('slipway', 'taking up changed settings and networks')
        platform.reload(load).catch((error: unknown) => show('slipway', String(error)))
      })
      const asked = endSignal(platform, show)
      try {
        await Promise.race([platform.ready, asked])
        await asked
      } finally {
        await platform.stop()
        show('slipway', 'ended')
      }
    }),
  )

const endSignal = (platform: Platform, show: Show): Promise<void> =>
  new Promise((resolve) => {
    let first: number | undefined
    const onSignal = (name: string) => {
      if (first === undefined) {
        first = performance.now()
        show('slipway', `${name}: ending all in order; once more ends all at once`)
        resolve()
      } else if (performance.now() - first > sameSignalWithin) {
        void platform.kill().finally(() => process.exit(130))
      }
    }
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(name, () => onSignal(name))
  })
