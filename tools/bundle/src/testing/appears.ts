import { existsSync, watch } from 'node:fs'
import { dirname } from 'node:path'

/** Resolves once there is a file of this path, whose folder has to be there. */
export const appears = async (path: string): Promise<void> => {
  const there = Promise.withResolvers<undefined>()
  const look = () => {
    if (existsSync(path)) there.resolve(undefined)
  }
  const watcher = watch(dirname(path), look)
  look() // it may have come before the watcher
  await there.promise
  watcher.close()
}
