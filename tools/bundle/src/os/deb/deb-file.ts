import { stat } from 'node:fs/promises'
import { run } from '@slipway/system'
import { z } from 'zod'
import { sha256OfFile } from '../../store/digest.ts'

/** One .deb file and what its control file says. */
export const debFileSchema = z.object({
  path: z.string(),
  name: z.string(),
  version: z.string(),
  architecture: z.string(),
  sha256: z.string(),
  size: z.number(),
  /** The control file as it stands in the package. */
  control: z.string(),
  licence: z.string(),
})
export type DebFile = z.infer<typeof debFileSchema>

export const readDeb = async (path: string): Promise<DebFile> => {
  const [{ stdout: control }, sha256, { size }] = await Promise.all([
    run(['dpkg-deb', '--field', path]),
    sha256OfFile(path),
    stat(path),
  ])
  const field = (name: string) => new RegExp(`^${name}: (.*)$`, 'm').exec(control)?.[1] ?? ''
  const name = field('Package')
  const licence = await licenceOf(path, name)
  return {
    path,
    name,
    version: field('Version'),
    architecture: field('Architecture'),
    sha256,
    size,
    control,
    licence,
  }
}

/** As repositories name the file: without the version's epoch. */
export const poolName = ({
  name,
  version,
  architecture,
}: Pick<DebFile, 'name' | 'version' | 'architecture'>): string =>
  `${name}_${version.replace(/^\d+:/, '')}_${architecture}.deb`

/**
 * The short names of a machine-readable copyright file (Debian policy, copyright-format 1.0), which are SPDX-like;
 * else where the full text stands on a host.
 */
const licenceOf = async (path: string, name: string): Promise<string> => {
  // a fixed script: the shell only joins the two programs, the names stay arguments
  const script = 'dpkg-deb --fsys-tarfile "$1" | tar --extract --to-stdout --file=- "$2" 2>/dev/null || true'
  const { stdout } = await run(['sh', '-c', script, 'sh', path, `./usr/share/doc/${name}/copyright`])
  const machineReadable = /^Format: /m.test(stdout)
  const found = new Set(
    machineReadable ? [...stdout.matchAll(/^License: *(\S.*)$/gm)].map(([, short = '']) => short.trim()) : [],
  )
  const text = [...found].toSorted().join(' AND ')
  return text !== '' && text.length <= 256 ? text : `see /usr/share/doc/${name}/copyright`
}
