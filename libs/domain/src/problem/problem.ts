/** What a person reads when something is refused or fails. Each field is one or more whole sentences. */
export interface Words {
  /** What went wrong. */
  readonly what: string
  /** The artifact, host, file or command it concerns. */
  readonly where?: string
  /** The cause, as far as it is known; for a program, its last lines. */
  readonly why?: string
  /** What to do about it. */
  readonly remedy: string
}

/** How a problem is to be treated by whoever catches it; each border translates it (exit code, HTTP status). */
export type Kind = 'invalid' | 'not-found' | 'conflict' | 'forbidden' | 'unavailable' | 'damaged' | 'failed'

/** An expected failure: a code with data for programs, and words for people. */
export class Problem extends Error {
  readonly code: string
  readonly kind: Kind
  readonly data: Readonly<Record<string, unknown>>
  readonly words: Words

  constructor(code: string, kind: Kind, data: Readonly<Record<string, unknown>>, words: Words) {
    super(sentence(words))
    this.name = 'Problem'
    this.code = code
    this.kind = kind
    this.data = data
    this.words = words
  }
}

/** The words as a few lines of text: what (where), why, remedy. */
export const sentence = ({ what, where, why, remedy }: Words): string =>
  [
    where === undefined ? what : `${what}\n  where: ${where}`,
    why && `  why: ${indent(why)}`,
    `  do: ${remedy}`,
  ]
    .filter(Boolean)
    .join('\n')

const indent = (text: string): string => text.trimEnd().split('\n').join('\n       ')
