import { rename, writeFile } from 'node:fs/promises'

/** Writes a file that only its owner reads; whoever reads it sees the old or the new content, never a part. */
export const writeWhole = async (path: string, content: string): Promise<void> => {
  const beside = `${path}.${process.pid}.new`
  await writeFile(beside, content, { mode: 0o600 })
  await rename(beside, path)
}
