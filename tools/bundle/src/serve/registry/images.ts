import { artifactsOf } from '@slipway/domain'
import pMap from 'p-map'
import { partsOf, readImage } from '../../oci/image.ts'
import { sha256Of } from '../../oci/schema.ts'
import type { Store } from '../../store/store.ts'
import type { VerifiedBundle } from '../../verify/verify.ts'
import type { ServedImage } from './layout.ts'

/** The images of verified bundles, as a registry serves them: a tag means the current bundle's image. */
export const servedImages = (store: Store, bundles: readonly VerifiedBundle[]): Promise<ServedImage[]> =>
  pMap(
    bundles.flatMap(({ entry, manifest }) =>
      artifactsOf(manifest, 'image').map((image) => ({ ...image, replaced: entry.replaced !== undefined })),
    ),
    async ({ name, version, sha256, replaced }) => ({
      name,
      ...(!replaced && { tag: version }),
      manifest: sha256,
      parts: partsOf(await readImage(store, sha256)).map(sha256Of),
    }),
    { concurrency: 16 },
  )
