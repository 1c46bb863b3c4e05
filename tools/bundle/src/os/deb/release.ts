import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'

const names = z.array(z.string().regex(/^[a-z0-9][a-z0-9+.-]+$/)).min(1)

const releaseSchema = z.strictObject({
  /** As apt sources name the release. */
  codename: z.string().regex(/^[a-z]+$/),
  /** The keys by which apt checks what it fetches. */
  keyring: z.string(),
  /** What hosts are given; all that these depend on comes with them. */
  packages: names,
  /** What kube-proxy's and Flannel's images hold besides their program. */
  imagePackages: names,
  /** What of their dependencies serves installation alone. */
  imagePackagesWithout: names,
})
export type DebianRelease = z.infer<typeof releaseSchema>

const folder = join(import.meta.dirname, '../../../os')

export const loadRelease = async (): Promise<DebianRelease> =>
  releaseSchema.parse(JSON.parse(await readFile(join(folder, 'debian-12.json'), 'utf8')))

const lockSchema = z.array(
  z.strictObject({ name: z.string(), version: z.string(), architecture: z.string(), sha256: z.string() }),
)
/** The exact packages of a build, everything that they depend on included. */
export type PackageLock = z.infer<typeof lockSchema>

export const packageLockPath = join(folder, 'debian-12.lock.json')

export const readPackageLock = async (): Promise<PackageLock> =>
  lockSchema.parse(JSON.parse(await readFile(packageLockPath, 'utf8').catch(() => '[]')))
