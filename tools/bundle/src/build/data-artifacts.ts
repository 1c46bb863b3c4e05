import type { Artifact } from '@slipway/domain'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Store } from '../store/store.ts'
import type { Components } from '../version/components.ts'

const folder = join(import.meta.dirname, '../../manifests')

/** Kubernetes objects that are Slipway's own: the same whatever the programs' source. */
export const dataArtifacts = async (store: Store, components: Components): Promise<Artifact[]> => {
  const text = await readFile(join(folder, 'flannel.yaml'), 'utf8')
  const blob = await store.addBytes(text.replaceAll('FLANNEL_VERSION', components.flannel))
  return [
    {
      ...{ kind: 'manifest', name: 'flannel.yaml', version: components.flannel, platform: 'any', ...blob },
      ...{ licence: 'Apache-2.0', source: 'slipway' },
    },
  ]
}
