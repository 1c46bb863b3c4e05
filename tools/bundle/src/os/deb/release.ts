import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { unlessAbsent } from '../../store/absent.ts'
import { writeWhole } from '../../store/write-whole.ts'

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

export const loadRelease = async (from: string = folder): Promise<DebianRelease> =>
  releaseSchema.parse(JSON.parse(await readFile(join(from, 'debian-12.json'), 'utf8')))

const lockSchema = z.array(
  z.strictObject({ name: z.string(), version: z.string(), architecture: z.string(), sha256: z.string() }),
)
/** The exact packages of a build, everything that they depend on included. */
export type PackageLock = z.infer<typeof lockSchema>

const packageLockPath = (from: string): string => join(from, 'debian-12.lock.json')

/** Empty where there is no lock file yet. */
export const readPackageLock = async (from: string = folder): Promise<PackageLock> =>
  lockSchema.parse(JSON.parse((await unlessAbsent(readFile(packageLockPath(from), 'utf8'))) ?? '[]'))

export const writePackageLock = async (lock: PackageLock, to: string = folder): Promise<void> =>
  writeWhole(
    packageLockPath(to),
    `[\n${lock
      .map(
        ({ name, version, architecture, sha256 }) =>
          `  ${JSON.stringify({ name, version, architecture, sha256 })}`,
      )
      .join(',\n')}\n]\n`,
  )
