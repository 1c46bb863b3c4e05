import { buildBundle, listBundles, Store } from '@slipway/bundle'
import type { HostAccess } from '@slipway/sandbox'
import { withProgress } from '@slipway/system'
import { join } from 'node:path'
import { names, type Demo } from './context.ts'

/** What is built where no bundle is there yet: the newest Kubernetes whose bundle this release knows. */
const usualVersion = '1.37.1'

/** The Kubernetes version of the newest bundle that is here, built first if there is none. */
export const requireBundle = async ({ settings, progress, signal }: Demo): Promise<string> => {
  const store = new Store(join(settings.data, 'bundles'))
  const here = listBundles(await store.readIndex()).map(({ version }) => version)
  const newest = here.toSorted((a, b) => a.localeCompare(b, 'en', { numeric: true })).at(-1)
  if (newest !== undefined) return newest
  await buildBundle(
    usualVersion,
    { store, cacheFolder: settings.cache, progress, signal },
    { dataFolder: settings.data, source: 'modules', operatingSystems: ['debian-12'] },
  )
  return usualVersion
}

export interface Hosts {
  access: HostAccess[]
  /** Those that were made now, in place of nothing or of others of the same name. */
  made: ReadonlySet<string>
  /** Where they reach the platform. */
  gateway: string
}

/** The sandbox hosts of the demo, made and booted as far as they are not. */
export const bootHosts = async ({ sandbox, progress, signal }: Demo): Promise<Hosts> => {
  const before = new Set((await sandbox.list()).hosts.map(({ name }) => name))
  const access = await withProgress(progress, 'boot three hosts', () =>
    sandbox.up(names.hosts.map((name) => ({ name }))),
  )
  signal.throwIfAborted()
  const { gateway } = await sandbox.list()
  if (gateway === undefined) throw new Error('the sandbox has hosts and no network')
  return { access, made: new Set(names.hosts.filter((name) => !before.has(name))), gateway }
}
