import type { Artifact, BundleManifest, OperatingSystem } from '@slipway/domain'
import { withProgress } from '@slipway/system'
import { modulesArtifacts } from '../modules/artifacts.ts'
import { debArtifacts } from '../os/deb/artifacts.ts'
import { fetchDebs } from '../os/deb/fetch.ts'
import { rpmPackages } from '../os/rpm/index.ts'
import { releaseArtifacts } from '../release/index.ts'
import { parseMirrors } from '../release/mirrors.ts'
import { keysFolder, signingKey, trustedKeys } from '../signature/keys.ts'
import { publishBundle } from '../store/bundles.ts'
import { verifyBundle, type VerifiedBundle } from '../verify/verify.ts'
import { componentsOf, type Components } from '../version/components.ts'
import type { BuildContext } from './context.ts'
import { dataArtifacts } from './data-artifacts.ts'
import { reportingFullDisk, requireSpace } from './space.ts'
import { together } from './together.ts'

export interface BuildOptions {
  dataFolder: string
  source: BundleManifest['source']
  operatingSystems: readonly OperatingSystem[]
  /** `host=address` of mirrors that stand in for the official sites. */
  mirrors?: readonly string[]
  /** A file of apt sources in place of the machine's own. */
  aptSources?: string | undefined
  /** A .repo file in place of the one shipped. */
  dnfRepositories?: string | undefined
}

/** Measured: a bundle of each version takes 0.9 GB, and what is fetched and built on the way 0.6 GB more. */
const storeBytes = 1.5e9

/**
 * Builds the bundle of one Kubernetes version, signs it, and verifies what it published.
 * What an earlier build left in the cache is used; an interrupted build publishes nothing.
 */
export const buildBundle = async (
  version: string,
  context: BuildContext,
  options: BuildOptions,
): Promise<VerifiedBundle> => {
  const components = await componentsOf(version)
  await requireSpace(context.store.folder, storeBytes)
  await requireSpace(context.cacheFolder, storeBytes)
  return reportingFullDisk([context.store.folder, context.cacheFolder], async () => {
    const artifacts = await gather(components, context, options)
    context.signal.throwIfAborted()
    const keys = keysFolder(options.dataFolder)
    const manifest: BundleManifest = {
      ...{ schema: 1, kubernetes: version, platform: 'linux/amd64', source: options.source },
      ...{ operatingSystems: [...options.operatingSystems], artifacts },
    }
    await publishBundle(context.store, manifest, await signingKey(keys))
    const trust = { keys: await trustedKeys(keys), folder: keys }
    return withProgress(context.progress, `verify ${version}`, () =>
      verifyBundle(context.store, version, trust, context.signal),
    )
  })
}

/** All sources side by side; when one fails the others are stopped. */
const gather = async (
  components: Components,
  outer: BuildContext,
  options: BuildOptions,
): Promise<Artifact[]> => {
  const parts = await together(outer.signal, (signal): Promise<Artifact[]>[] => {
    const context = { ...outer, signal }
    const debs = needsDebs(options)
      ? fetchDebs(context, { aptSources: options.aptSources })
      : Promise.resolve([])
    return [
      options.source === 'modules'
        ? modulesArtifacts(components, debs, context)
        : releaseArtifacts(components, context, { mirrors: parseMirrors(options.mirrors ?? []) }),
      options.operatingSystems.includes('debian-12')
        ? debs.then((found) => debArtifacts(context.store, found))
        : Promise.resolve([]),
      options.operatingSystems.includes('rhel-9')
        ? rpmPackages('rhel-9', context, { repositories: options.dnfRepositories })
        : Promise.resolve([]),
      dataArtifacts(context.store, components),
    ]
  })
  return parts.flat()
}

const needsDebs = ({ source, operatingSystems }: BuildOptions): boolean =>
  source === 'modules' || operatingSystems.includes('debian-12')
