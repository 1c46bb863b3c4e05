import { artifactsOf } from '@slipway/domain'
import { chmod, copyFile, mkdir, readdir, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { sha256OfFile } from '../../store/digest.ts'
import type { Store } from '../../store/store.ts'
import type { VerifiedBundle } from '../../verify/verify.ts'
import { bundleProblems } from '../../problems.ts'
import { serveProblems } from '../problems.ts'

const newestFirst = new Intl.Collator('en', { numeric: true })

/**
 * Copies the newest registry program of these bundles into `folder`, executable and named by its sha256; others
 * there are removed. Throws RegistryProgramMissing, or BlobDamaged if what was copied is not what was verified.
 */
export const placeRegistryProgram = async (
  store: Store,
  bundles: readonly VerifiedBundle[],
  folder: string,
): Promise<string> => {
  const [newest] = bundles
    .flatMap(({ manifest }) => artifactsOf(manifest, 'binary'))
    .filter(({ component, name }) => component === 'platform' && name === 'registry')
    .sort((a, b) => newestFirst.compare(b.version, a.version))
  if (!newest)
    throw serveProblems.RegistryProgramMissing({ versions: bundles.map(({ entry }) => entry.version) })
  const { sha256 } = newest
  const path = join(folder, `registry-${sha256}`)
  await mkdir(folder, { recursive: true })
  for (const name of await readdir(folder))
    if (join(folder, name) !== path) await rm(join(folder, name), { recursive: true })
  if ((await sha256OfFile(path).catch(() => undefined)) === sha256) return path
  const incoming = `${path}.new`
  await copyFile(store.blobPath(sha256), incoming)
  const actual = await sha256OfFile(incoming)
  if (actual !== sha256)
    throw bundleProblems.BlobDamaged({
      artifact: 'binary registry',
      path: incoming,
      expected: sha256,
      actual,
    })
  await chmod(incoming, 0o755)
  await rename(incoming, path)
  return path
}
