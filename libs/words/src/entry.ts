/** What people read about one code. `{name}` stands for a parameter of that name. */
export interface Entry {
  /** What went wrong, or what is meant. */
  readonly what: string
  /** The cause, where it is known. */
  readonly why?: string
  /** What to do about it. */
  readonly remedy?: string
}

/** One area's words in one language, by the code's second half. */
export type Area = Readonly<Record<string, Entry>>
