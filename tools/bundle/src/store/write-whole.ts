import { rename, rm, writeFile } from 'node:fs/promises'

/** Writes a file so that a crash leaves the old or the new one. Two writers of one path need a lock. */
export const writeWhole = async (path: string, content: string | Buffer, mode = 0o644): Promise<void> => {
  const incoming = `${path}.new`
  await rm(incoming, { force: true }) // the mode counts only for a file that is made anew
  await writeFile(incoming, content, { mode, flush: true }) // else a power cut can leave an empty file under the name
  await rename(incoming, path)
}
