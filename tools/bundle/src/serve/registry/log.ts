import { appendFileSync, renameSync, statSync } from 'node:fs'

const mostBytes = 16 * 1024 * 1024
const linesKept = 20

/** A log file that never grows past 16 MiB (the one before it is kept as .1), with its last lines at hand. */
export class Log {
  readonly path: string
  readonly #mostBytes: number
  #bytes: number
  #lines: string[] = []

  constructor(path: string, most = mostBytes) {
    this.path = path
    this.#mostBytes = most
    this.#bytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  }

  add(line: string): void {
    this.#lines = [...this.#lines.slice(1 - linesKept), line]
    if (this.#bytes > this.#mostBytes) {
      renameSync(this.path, `${this.path}.1`)
      this.#bytes = 0
    }
    appendFileSync(this.path, `${line}\n`)
    this.#bytes += Buffer.byteLength(line) + 1
  }

  get lastLines(): string {
    return this.#lines.join('\n')
  }
}
