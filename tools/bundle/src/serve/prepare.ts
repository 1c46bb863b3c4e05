import { withProgress } from '@slipway/system'
import { join } from 'node:path'
import { listBundles } from '../store/bundles.ts'
import type { Store } from '../store/store.ts'
import { verifyBundle, type VerifiedBundle } from '../verify/verify.ts'
import { writeWhole } from '../store/write-whole.ts'
import type { ServeOptions } from './options.ts'
import { serveProblems } from './problems.ts'
import { registryConfig } from './registry/config.ts'
import { makeRegistryFolder } from './registry/folder.ts'
import { servedImages } from './registry/images.ts'
import { registryLayout } from './registry/layout.ts'
import { placeRegistryProgram } from './registry/program.ts'

/** Checks every byte of every bundle that is to be served. Throws NothingToServe, or what verifyBundle throws. */
export const verifyBundles = async (options: ServeOptions): Promise<VerifiedBundle[]> => {
  const { store, trust, progress, signal } = options
  const known = listBundles(await store.readIndex()).map((bundle) => bundle.version)
  const versions = new Set(options.versions ?? known)
  if (versions.size === 0) throw serveProblems.NothingToServe({ store: store.folder })
  const bundles: VerifiedBundle[] = []
  for (const version of versions) {
    signal.throwIfAborted()
    bundles.push(
      await withProgress(progress, `verify bundle ${version}`, () => verifyBundle(store, version, trust)),
    )
  }
  return bundles
}

/** Makes all that the registry reads, in `folder`, from the bundles and nothing else. */
export const prepareRegistry = async (
  store: Store,
  bundles: readonly VerifiedBundle[],
  folder: string,
  certificatePath: string,
) => {
  const program = await placeRegistryProgram(store, bundles, join(folder, 'programs'))
  const root = join(folder, 'registry')
  await makeRegistryFolder(store, registryLayout(await servedImages(store, bundles)), root)
  const configPath = join(folder, 'registry.yml')
  await writeWhole(configPath, registryConfig(root, certificatePath))
  return { program, configPath, logPath: join(folder, 'registry.log') }
}
