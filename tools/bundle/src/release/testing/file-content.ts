import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { sha256OfBytes } from '../../store/digest.ts'
import type { ReleaseFile } from '../catalogue.ts'

/** What the program of this name holds at the stand-in. */
export const programContent = (name: string): string => `program ${name}\n`

/** A small released file: the program itself, or an archive of its programs and a licence. */
export const fileContent = async ({ programs }: Pick<ReleaseFile, 'programs'>): Promise<Buffer> => {
  const archive = pack()
  for (const [name, path] of Object.entries(programs)) {
    if (path === undefined) return Buffer.from(programContent(name))
    archive.entry({ name: `./${path}`, mode: 0o755 }, programContent(name))
  }
  archive.entry({ name: './LICENSE' }, 'Apache License')
  archive.finalize()
  return gzipSync(await buffer(archive))
}

/** Its checksum file, in the form that its publisher uses. */
export const checksumContent = (file: ReleaseFile, content: Buffer): string => {
  const sha256 = sha256OfBytes(content)
  const name = file.address.replace(/^.*\//, '')
  if (file.component === 'kubernetes') return sha256
  if (file.component === 'runc' || file.component === 'etcd-tools')
    return `${'0'.repeat(64)}  another-file\n${sha256}  ${name}\n`
  return `${sha256}  ${name}\n`
}
