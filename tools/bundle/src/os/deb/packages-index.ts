import { poolName, type DebFile } from './deb-file.ts'

/** A flat repository's index (Debian wiki, DebianRepository/Format): the control files with name, size and hash. */
export const packagesIndex = (debs: readonly DebFile[]): string =>
  debs
    .map((deb) =>
      [
        deb.control.trimEnd(),
        `Filename: ./${poolName(deb)}`,
        `Size: ${deb.size}`,
        `SHA256: ${deb.sha256}`,
        '',
      ].join('\n'),
    )
    .join('\n')
