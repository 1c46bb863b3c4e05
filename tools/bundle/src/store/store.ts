import { constants } from 'node:fs'
import { chmod, copyFile, mkdir, readFile, rename, rm, stat, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { withLock } from '@slipway/system'
import { emptyIndex, indexSchema, type Index } from '../oci/schema.ts'
import { layoutUnreadable } from '../problems.ts'
import { unlessAbsent } from './absent.ts'
import { sha256OfBytes, sha256OfFile } from './digest.ts'
import { incomingFolder } from './incoming.ts'
import { writeWhole } from './write-whole.ts'

export interface Blob {
  sha256: string
  size: number
}

/** Bundles as an OCI image layout (opencontainers/image-spec, image-layout.md): content by its sha256, once. */
export class Store {
  readonly folder: string

  constructor(folder: string) {
    this.folder = folder
  }

  blobPath(sha256: string): string {
    return join(this.folder, 'blobs/sha256', sha256)
  }

  /** The blob's size in bytes, or undefined if it is not here. Its content is not looked at. */
  async sizeOf(sha256: string): Promise<number | undefined> {
    return (await stat(this.blobPath(sha256)).catch(() => undefined))?.size
  }

  readBlob(sha256: string): Promise<Buffer> {
    return readFile(this.blobPath(sha256))
  }

  async addBytes(bytes: string | Uint8Array): Promise<Blob> {
    const sha256 = sha256OfBytes(bytes)
    await this.#place(sha256, (incoming) => writeFile(incoming, bytes))
    return { sha256, size: Buffer.byteLength(bytes) }
  }

  /** Copies the file in, sharing its disk blocks where the file system can. A damaged blob is replaced. */
  async addFile(path: string, sha256?: string): Promise<Blob> {
    const digest = sha256 ?? (await sha256OfFile(path))
    await this.#place(digest, (incoming) => copyFile(path, incoming, constants.COPYFILE_FICLONE))
    return { sha256: digest, size: (await stat(path)).size }
  }

  /** Takes over a file of this file system by renaming it; `sha256` must be its hash. */
  async adopt(path: string, sha256: string): Promise<void> {
    await mkdir(join(this.folder, 'blobs/sha256'), { recursive: true })
    await chmod(path, 0o444)
    await touch(path)
    await rename(path, this.blobPath(sha256))
  }

  /**
   * Removes a blob and tells whether it did. One that was brought in, also anew, since that moment stays: somebody may
   * be about to enter it in the index. Whoever calls this holds the index.
   */
  async removeBlob(sha256: string, unlessSince: Date): Promise<boolean> {
    const path = this.blobPath(sha256)
    if ((await stat(path)).mtime >= unlessSince) return false
    const folder = await this.incomingFolder()
    try {
      const aside = join(folder, sha256)
      await rename(path, aside)
      // who brought it in before the rename finds it again, who comes after it adds it anew: nothing lies between
      if ((await stat(aside)).mtime < unlessSince) return true
      await rename(aside, path)
      return false
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }

  async readIndex(): Promise<Index> {
    const path = join(this.folder, 'index.json')
    try {
      const text = await unlessAbsent(readFile(path, 'utf8'))
      return text === undefined ? emptyIndex : indexSchema.parse(JSON.parse(text))
    } catch (error) {
      throw layoutUnreadable(path, error)
    }
  }

  /** Changes the index under the store's lock; a crash leaves the old or the new one, never a half. */
  updateIndex(change: (index: Index) => Index | Promise<Index>): Promise<void> {
    return this.holdingIndex(async (index, write) => write(await change(index)))
  }

  /** Runs `work` while nobody else changes the index; `write` puts another in its place, whole. */
  async holdingIndex<Result>(
    work: (index: Index, write: (next: Index) => Promise<void>) => Promise<Result>,
  ): Promise<Result> {
    await mkdir(this.folder, { recursive: true })
    return withLock(join(this.folder, 'index.lock'), async () =>
      work(await this.readIndex(), async (next) => {
        const index = indexSchema.parse(next)
        await writeWhole(join(this.folder, 'oci-layout'), '{"imageLayoutVersion":"1.0.0"}')
        await writeWhole(join(this.folder, 'index.json'), JSON.stringify(index, null, 1))
      }),
    )
  }

  /** A folder on the store's own file system for what is not yet verified; whoever asked for it removes it. */
  incomingFolder(): Promise<string> {
    return incomingFolder(join(this.folder, 'incoming'))
  }

  async #place(sha256: string, write: (incoming: string) => Promise<void>): Promise<void> {
    await unlessAbsent(touch(this.blobPath(sha256))) // before it is looked at: from now on it is not removed
    const present = await sha256OfFile(this.blobPath(sha256)).catch(() => undefined)
    if (present === sha256) return
    const folder = await this.incomingFolder()
    try {
      const incoming = join(folder, sha256)
      await write(incoming)
      await this.adopt(incoming, sha256)
    } finally {
      await rm(folder, { recursive: true, force: true })
    }
  }
}

/** The time of a blob says when it was last brought in. */
const touch = (path: string): Promise<void> => {
  const now = new Date()
  return utimes(path, now, now)
}
