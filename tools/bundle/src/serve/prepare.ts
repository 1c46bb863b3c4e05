import { withProgress } from '@slipway/system'
import type { RequestListener } from 'node:http'
import { join } from 'node:path'
import { reasonOf } from '../problems.ts'
import { findBundle, listBundles, replacedBundles, type BundleEntry } from '../store/bundles.ts'
import type { Store } from '../store/store.ts'
import { verifyEntry, type VerifiedBundle } from '../verify/verify.ts'
import { writeWhole } from '../store/write-whole.ts'
import { filesHandler } from './files/handler.ts'
import { servedPaths } from './files/paths.ts'
import type { ServeOptions } from './options.ts'
import { serveProblems } from './problems.ts'
import { registryConfig } from './registry/config.ts'
import { makeRegistryFolder } from './registry/folder.ts'
import { servedImages } from './registry/images.ts'
import { registryLayout } from './registry/layout.ts'
import { placeRegistryProgram } from './registry/program.ts'

/**
 * Checks every byte of every bundle that is to be served: the current ones, then those that they replaced, since plans
 * may pin them. A replaced one that is not sound is left out, and the progress says why.
 * Throws NothingToServe, or what verifyBundle throws.
 */
export const verifyBundles = async (options: ServeOptions): Promise<VerifiedBundle[]> => {
  const { store, trust, progress, signal } = options
  const index = await store.readIndex()
  const versions = new Set(options.versions ?? listBundles(index).map((bundle) => bundle.version))
  if (versions.size === 0) throw serveProblems.NothingToServe({ store: store.folder })
  const bundles: VerifiedBundle[] = []
  const sound = new Set<string>()
  for (const version of versions) {
    signal.throwIfAborted()
    const verify = async () => verifyEntry(store, await findBundle(store, version), trust, { sound })
    bundles.push(await withProgress(progress, `verify bundle ${version}`, verify))
  }
  for (const entry of replacedBundles(index).filter(({ version }) => versions.has(version))) {
    signal.throwIfAborted()
    const since = entry.replaced.toISOString()
    const task = progress.start(`verify bundle ${entry.version} that was replaced at ${since}`)
    try {
      const bundle = await verifyEntry(store, entry, trust, { sound })
      await requireServable(store, bundle)
      bundles.push(bundle)
      task.done()
    } catch (error) {
      task.done(`it is left out:\n${reasonOf(error)}`)
    }
  }
  return bundles
}

/** Throws NameTwice or ImageNameUnusable, which may be why a bundle was replaced. */
const requireServable = async (store: Store, bundle: VerifiedBundle): Promise<void> => {
  await servedPaths(store, [bundle], '')
  registryLayout(await servedImages(store, [bundle]))
}

/**
 * All that the servers give, made from the bundles and nothing else. A replaced bundle that was let go meanwhile, blobs
 * and all, is left out.
 */
export const prepareContent = async (
  store: Store,
  bundles: readonly VerifiedBundle[],
  {
    folder,
    certificatePath,
    authorityPem,
  }: { folder: string; certificatePath: string; authorityPem: string },
): Promise<Content> => {
  try {
    const registry = await prepareRegistry(store, bundles, folder, certificatePath)
    return { registry, handler: filesHandler(store, await servedPaths(store, bundles, authorityPem)) }
  } catch (error) {
    const index = await store.readIndex()
    const here = new Set([...listBundles(index), ...replacedBundles(index)].map(digestOf))
    const left = bundles.filter(({ entry }) => entry.replaced === undefined || here.has(digestOf(entry)))
    if (left.length === bundles.length) throw error
    return prepareContent(store, left, { folder, certificatePath, authorityPem })
  }
}

interface Content {
  registry: { program: string; configPath: string; logPath: string }
  handler: RequestListener
}

const digestOf = ({ descriptor }: BundleEntry): string => descriptor.digest

const prepareRegistry = async (
  store: Store,
  bundles: readonly VerifiedBundle[],
  folder: string,
  certificatePath: string,
) => {
  const current = bundles.filter(({ entry }) => entry.replaced === undefined)
  const program = await placeRegistryProgram(store, current, join(folder, 'programs'))
  const root = join(folder, 'registry')
  await makeRegistryFolder(store, registryLayout(await servedImages(store, bundles)), root)
  const configPath = join(folder, 'registry.yml')
  await writeWhole(configPath, registryConfig(root, certificatePath))
  return { program, configPath, logPath: join(folder, 'registry.log') }
}
