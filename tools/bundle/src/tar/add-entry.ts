import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { pipeline } from 'node:stream/promises'
import type { Pack } from 'tar-stream'

/** What is told of an entry; what is left out is a plain file of root's. */
export type EntryHeader = Parameters<Pack['entry']>[0]

/** A folder, a link, or a file of a few bytes. */
export const addEntry = (tar: Pack, header: EntryHeader, content?: string): void => {
  const entry = content === undefined ? tar.entry(header) : tar.entry(header, content)
  entry.on('error', () => undefined) // it fails only with the tar, which tells it
}

/** A file with the content of another. */
export const addFile = async (tar: Pack, header: EntryHeader, source: string): Promise<void> => {
  const { size } = await stat(source)
  const content = createReadStream(source, { highWaterMark: 1024 * 1024 })
  await pipeline(content, tar.entry({ ...header, size }))
}
