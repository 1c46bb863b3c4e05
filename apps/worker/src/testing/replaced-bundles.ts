import { findBundle, manifestBlobOf, publishBundle, replacedBundles, Store } from '@slipway/bundle'
import type { BundleManifest } from '@slipway/domain'
import { generateKeyPairSync } from 'node:crypto'
import { join } from 'node:path'

const twoHours = 2 * 60 * 60 * 1000

/** A store in the data folder with bundles of 1.36.3, all but the last replaced two hours ago. */
export const replacedBundlesIn = async (data: string, contents: readonly string[]) => {
  const store = new Store(join(data, 'bundles'))
  const { privateKey } = generateKeyPairSync('ed25519')
  const digests: string[] = []
  for (const content of contents) {
    const blob = await store.addBytes(content)
    const manifest: BundleManifest = {
      ...{ schema: 1, kubernetes: '1.36.3', platform: 'linux/amd64', source: 'modules' },
      operatingSystems: [],
      artifacts: [
        {
          ...{ kind: 'binary', name: 'kubelet', component: 'kubernetes', version: '1.36.3' },
          ...{ platform: 'linux/amd64', licence: 'Apache-2.0', source: 'made by the test' },
          ...blob,
        },
      ],
    }
    await publishBundle(store, manifest, privateKey)
    digests.push(await manifestBlobOf(store, await findBundle(store, '1.36.3')))
  }
  const then = { 'io.slipway.replaced': new Date(Date.now() - twoHours).toISOString() }
  await store.updateIndex((index) => ({
    ...index,
    manifests: index.manifests.map((one) =>
      one.annotations?.['io.slipway.replaced'] === undefined
        ? one
        : { ...one, annotations: { ...one.annotations, ...then } },
    ),
  }))
  return {
    digests,
    /** Digests of the replaced bundles that are still here. */
    left: async () => {
      const entries = replacedBundles(await store.readIndex())
      return Promise.all(entries.map((entry) => manifestBlobOf(store, entry)))
    },
  }
}
