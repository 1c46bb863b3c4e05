import { readdir, utimes } from 'node:fs/promises'
import { join } from 'node:path'
import { annotations } from '../oci/schema.ts'
import type { Store } from '../store/store.ts'

const hour = 60 * 60 * 1000

/** As if all that was replaced until now had been replaced so many hours ago, and all blobs brought in then. */
export const backdate = async (store: Store, hours: number): Promise<void> => {
  const then = new Date(Date.now() - hours * hour)
  const mark = { [annotations.replaced]: then.toISOString() }
  await store.updateIndex((index) => ({
    ...index,
    manifests: index.manifests.map((one) =>
      one.annotations?.[annotations.replaced] === undefined
        ? one
        : { ...one, annotations: { ...one.annotations, ...mark } },
    ),
  }))
  const blobs = join(store.folder, 'blobs/sha256')
  for (const name of await readdir(blobs)) await utimes(join(blobs, name), then, then)
}
