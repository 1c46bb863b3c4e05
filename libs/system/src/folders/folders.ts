import { homedir } from 'node:os'
import { join, resolve } from 'node:path'

const isRoot = (): boolean => process.getuid?.() === 0

/** Where Slipway keeps its state: $SLIPWAY_DATA, else /var/lib/slipway for root, else the user's data folder. */
export const dataFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  resolve(
    env.SLIPWAY_DATA ??
      (isRoot() ? '/var/lib/slipway' : join(env.XDG_DATA_HOME ?? join(homedir(), '.local/share'), 'slipway')),
  )

/**
 * Where what can be made again is kept for later builds and other clones: $SLIPWAY_CACHE, else
 * /var/cache/slipway for root, else the user's cache folder.
 */
export const cacheFolder = (env: NodeJS.ProcessEnv = process.env): string =>
  resolve(
    env.SLIPWAY_CACHE ??
      (isRoot() ? '/var/cache/slipway' : join(env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'slipway')),
  )
