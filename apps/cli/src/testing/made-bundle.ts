import { exportBundle, keysFolder, publishBundle, signingKey, Store, trustedKeys } from '@slipway/bundle'
import { join } from 'node:path'

/** A small bundle of 1.36.3 in a data folder of its own, and the file that it was exported to. */
export const madeBundle = async (folder: string) => {
  const data = join(folder, 'elsewhere')
  const store = new Store(join(data, 'bundles'))
  const kubelet = await store.addBytes('the kubelet')
  await publishBundle(
    store,
    {
      ...{ schema: 1, kubernetes: '1.36.3', platform: 'linux/amd64', source: 'modules' },
      operatingSystems: ['debian-12'],
      artifacts: [
        {
          ...{ kind: 'binary', name: 'kubelet', component: 'kubernetes', version: '1.36.3', ...kubelet },
          ...{ platform: 'linux/amd64', licence: 'Apache-2.0', source: 'made by the test' },
        },
      ],
    },
    await signingKey(keysFolder(data)),
  )
  const trust = { keys: await trustedKeys(keysFolder(data)), folder: keysFolder(data) }
  const file = join(folder, 'made.tar.zst')
  const { keyPath, keyId } = await exportBundle(store, '1.36.3', file, trust, new AbortController().signal)
  return { file, keyPath, keyId, kubelet }
}
