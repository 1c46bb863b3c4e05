import { randomUUID } from 'node:crypto'
import { mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { sha256OfFile } from '../../store/digest.ts'

/** What was fetched: contents by their sha256, and what addresses said (checksums, tags) by the address. */
export class ReleaseCache {
  readonly #folder: string
  readonly #underWay = new Map<string, Promise<string>>()

  constructor(folder: string) {
    this.#folder = folder
  }

  /** Removes what an interrupted build left half fetched. Only for the holder of the cache's lock. */
  async clearIncoming(): Promise<void> {
    await rm(join(this.#folder, 'incoming'), { recursive: true, force: true })
  }

  /** Path of the content; `fetchTo` is called where it is not here or is damaged, and must check what it writes. */
  content(sha256: string, fetchTo: (path: string) => Promise<void>): Promise<string> {
    const running = this.#underWay.get(sha256) ?? this.#content(sha256, fetchTo)
    this.#underWay.set(sha256, running)
    return running.finally(() => this.#underWay.delete(sha256))
  }

  async addContent(sha256: string, bytes: Uint8Array): Promise<void> {
    await this.content(sha256, (path) => writeFile(path, bytes))
  }

  /** What this address said earlier, if it did. */
  async said(address: string): Promise<string | undefined> {
    return readFile(this.#answerPath(address), 'utf8').catch(() => undefined)
  }

  async remember(address: string, answer: string): Promise<void> {
    const path = this.#answerPath(address)
    const incoming = await this.#incoming()
    await writeFile(incoming, answer)
    await mkdir(dirname(path), { recursive: true })
    await rename(incoming, path)
  }

  async forget(address: string): Promise<void> {
    await rm(this.#answerPath(address), { force: true })
  }

  async #content(sha256: string, fetchTo: (path: string) => Promise<void>): Promise<string> {
    const path = join(this.#folder, 'sha256', sha256)
    if ((await sha256OfFile(path).catch(() => undefined)) === sha256) return path
    const incoming = await this.#incoming()
    await fetchTo(incoming)
    await mkdir(dirname(path), { recursive: true })
    await rename(incoming, path)
    return path
  }

  async #incoming(): Promise<string> {
    const folder = join(this.#folder, 'incoming')
    await mkdir(folder, { recursive: true })
    return join(folder, randomUUID())
  }

  #answerPath(address: string): string {
    const { host, pathname } = new URL(address)
    return join(this.#folder, 'answers', host, pathname)
  }
}
