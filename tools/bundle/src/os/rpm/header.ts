import { basename } from 'node:path'
import { z } from 'zod'
import { runTool } from './tools.ts'

const headerSchema = z.tuple([
  z.string().min(1), // name
  z.string().min(1), // epoch, version, release
  z.enum(['x86_64', 'noarch']),
  z.string().min(1), // licence
  z.string(), // source package
  z.string(), // vendor
  z.coerce.number().int(), // build time, seconds since 1970
])

export interface RpmHeader {
  path: string
  file: string
  name: string
  version: string
  arch: 'x86_64' | 'noarch'
  licence: string
  sourcePackage: string
  vendor: string
  builtAt: number
}

const tags = ['NAME', 'EVR', 'ARCH', 'LICENSE', 'SOURCERPM', 'VENDOR', 'BUILDTIME']

/** What packages say of themselves, in the order of their paths. `scratch`: a folder that is thrown away. */
export const readHeaders = async (
  paths: readonly string[],
  scratch: string,
  signal: AbortSignal,
): Promise<RpmHeader[]> => {
  if (paths.length === 0) return []
  const format = `${tags.map((tag) => `%{${tag}}`).join('\\t')}\\n`
  const output = await runTool(
    ['rpm', '--query', '--nosignature', '--queryformat', format, '--package', ...paths],
    { home: scratch, signal },
  )
  return output
    .trimEnd()
    .split('\n')
    .map((line, index) => {
      const [name, version, arch, licence, sourcePackage, vendor, builtAt] = headerSchema.parse(
        line.split('\t'),
      )
      const path = paths[index] ?? ''
      return { path, file: basename(path), name, version, arch, licence, sourcePackage, vendor, builtAt }
    })
}
