import type { Artifact } from '@slipway/domain'
import type { Store } from '../../store/store.ts'
import { poolName, type DebFile } from './deb-file.ts'
import { packagesIndex } from './packages-index.ts'

/** Puts packages and their repository index into the store. */
export const debArtifacts = async (store: Store, debs: readonly DebFile[]): Promise<Artifact[]> => {
  const artifacts: Artifact[] = []
  for (const deb of debs) {
    const blob = await store.addFile(deb.path, deb.sha256)
    artifacts.push({
      ...{ kind: 'os-package', os: 'debian-12', name: deb.name, version: deb.version, file: poolName(deb) },
      ...{ platform: deb.architecture === 'all' ? 'any' : 'linux/amd64', licence: deb.licence, ...blob },
      source: `Debian 12 package ${deb.name}`,
    })
  }
  const index = await store.addBytes(packagesIndex(debs))
  return [
    ...artifacts,
    {
      ...{ kind: 'manifest', name: 'debian-12-packages', version: '1', platform: 'any', ...index },
      ...{ licence: 'Apache-2.0', source: 'made of the packages of this bundle' },
    },
  ]
}
