import { closeSync, fstatSync, mkdirSync, openSync, renameSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'

export interface RotatingLog {
  readonly path: string
  /** Written when it returns, so that also the last line before a crash is there. */
  add(line: string): void
  close(): void
}

/** A log that is moved aside when it has reached `bytes`; of the earlier ones `kept` stay: path.1 is the newest. */
export const rotatingLog = (path: string, { bytes = 8 * 2 ** 20, kept = 3 } = {}): RotatingLog => {
  mkdirSync(dirname(path), { recursive: true })
  let file = openSync(path, 'a', 0o600)
  let size = fstatSync(file).size
  const rotate = () => {
    closeSync(file)
    for (let number = kept - 1; number >= 1; number--) move(`${path}.${number}`, `${path}.${number + 1}`)
    move(path, `${path}.1`)
    file = openSync(path, 'a', 0o600)
    size = 0
  }
  return {
    path,
    add: (line) => {
      const entry = Buffer.from(`${line}\n`)
      if (size > 0 && size + entry.length > bytes) rotate()
      writeSync(file, entry)
      size += entry.length
    },
    close: () => closeSync(file),
  }
}

const move = (from: string, to: string): void => {
  try {
    renameSync(from, to)
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error
  }
}
