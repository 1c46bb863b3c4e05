import type { Artifact } from '@slipway/domain'
import { withLock, withProgress } from '@slipway/system'
import { join } from 'node:path'
import pMap from 'p-map'
import type { BuildContext } from '../build/context.ts'
import type { Components } from '../version/components.ts'
import { ReleaseCache } from './cache/release-cache.ts'
import { releaseFiles, releaseImages } from './catalogue.ts'
import { fetchReleaseFile, nameOf } from './fetch-file.ts'
import type { Connection } from './http/connection.ts'
import { throughProxy } from './http/proxy.ts'
import { pullImage } from './image/pull.ts'
import type { Mirrors } from './mirrors.ts'

export interface ReleaseOptions {
  mirrors: Mirrors
  /** Wait before a second attempt at what may pass by itself, milliseconds. Default 2000. */
  retryMilliseconds?: number
}

interface Fetch {
  label: string
  work: (connection: Connection) => Promise<Artifact[]>
}

/** Enough to fill a line while one answer is waited for; more would only share it. */
const atOnce = 4

/**
 * Brings upstream's own builds into the store, each checked against its published checksum or digest.
 * What the cache holds is not fetched again. Throws a `release/` problem; what was finished is kept.
 */
export const releaseArtifacts = async (
  components: Components,
  context: BuildContext,
  options: ReleaseOptions,
): Promise<Artifact[]> => {
  const folder = join(context.cacheFolder, 'release')
  const cache = new ReleaseCache(folder)
  const fetches = fetchesOf(components, context, cache)
  const waiting = () => context.progress.start('wait for another build that fetches releases').done()
  return withLock(
    join(folder, 'lock'),
    async () => {
      await cache.clearIncoming()
      return throughProxy(() => fetchAll(fetches, context, options))
    },
    waiting,
  )
}

const fetchesOf = (components: Components, { store }: BuildContext, cache: ReleaseCache): Fetch[] => [
  ...releaseImages(components).map((image) => ({
    label: `fetch ${image.host}/${image.path}:${image.tag}`,
    work: async (connection: Connection) => [await pullImage(image, { connection, cache, store })],
  })),
  ...releaseFiles(components).map((file) => ({
    label: `fetch ${nameOf(file)}`,
    work: (connection: Connection) => fetchReleaseFile(file, { connection, cache, store }),
  })),
]

/** The first failure stops the others, and is thrown when all of them have ended. */
const fetchAll = async (
  fetches: Fetch[],
  { progress, signal }: BuildContext,
  { mirrors, retryMilliseconds = 2000 }: ReleaseOptions,
): Promise<Artifact[]> => {
  const stop = new AbortController()
  const connection = { mirrors, retryMilliseconds, signal: AbortSignal.any([signal, stop.signal]) }
  const failures: unknown[] = []
  const results = await pMap(
    fetches,
    async ({ label, work }) => {
      if (connection.signal.aborted) return []
      try {
        return await withProgress(progress, label, () => work(connection), sizeOf)
      } catch (error) {
        failures.push(error)
        stop.abort(error)
        return []
      }
    },
    { concurrency: atOnce },
  )
  signal.throwIfAborted()
  if (failures.length > 0) throw failures[0]
  return results.flat()
}

const sizeOf = (artifacts: Artifact[]): string =>
  `${Math.ceil(artifacts.reduce((sum, { size }) => sum + size, 0) / 1e6)} MB`
