import { readFile } from 'node:fs/promises'
import { text } from 'node:stream/consumers'
import { commandProblems } from './problems.ts'

/** Where secrets come from: typed when asked for, or, each on a line of its own, on standard input. Never arguments. */
export interface Secrets {
  /** Asks a person. */
  typed(secret: string, option: string): Promise<string>
  /** The next line of standard input. */
  given(secret: string): Promise<string>
}

export const openSecrets = (input: NodeJS.ReadStream = process.stdin): Secrets => {
  let lines: Promise<string[]> | undefined
  return {
    typed: async (secret, option) => {
      if (!input.isTTY) throw commandProblems.NoTerminal({ secret, option })
      const { isCancel, password } = await import('@clack/prompts')
      const typed = await password({ message: secret, output: process.stderr })
      if (isCancel(typed)) throw new DOMException('interrupted', 'AbortError')
      if (!typed) throw commandProblems.NothingTyped({ secret })
      return typed
    },
    given: async (secret) => {
      lines ??= text(input).then((all) => all.split(/\r?\n/))
      const line = (await lines).shift()
      if (!line) throw commandProblems.NothingTyped({ secret })
      return line
    },
  }
}

/** A file that the user named. */
export const readNamedFile = (path: string): Promise<string> =>
  readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    throw commandProblems.FileUnreadable({ path, reason: error.message })
  })
