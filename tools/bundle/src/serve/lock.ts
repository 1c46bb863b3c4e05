import { withLock } from '@slipway/system'
import { serveProblems } from './problems.ts'

/**
 * Takes the folder's lock for as long as bundles are served from it, and gives the function that releases it.
 * Throws AlreadyServing if another process holds it.
 */
export const takeServeLock = (folder: string, path: string): Promise<() => Promise<void>> =>
  new Promise((resolve, reject) => {
    const released = Promise.withResolvers<void>()
    const held = withLock(
      path,
      () => {
        resolve(() => {
          released.resolve()
          return held
        })
        return released.promise
      },
      () => {
        throw serveProblems.AlreadyServing({ folder })
      },
    )
    held.catch(reject)
  })
