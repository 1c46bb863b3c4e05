/** What a part is: a program that says on a line of its own when it is ready, and ends in order on SIGTERM. */
export interface PartSpec {
  readonly name: string
  readonly argv: readonly [string, ...string[]]
  /** The whole environment of the program. */
  readonly env: Readonly<Record<string, string>>
  /** How long it may take until it is ready. */
  readonly startSeconds: number
  /** How long it may take to end before it is killed. */
  readonly stopSeconds: number
  /** Asked after it said that it is ready: whether it is so for others as well. */
  readonly confirm?: (signal: AbortSignal) => Promise<void>
}

/** The line by which a part says that it is ready, with what others need to know of it as JSON after it. */
export const readyLine = (said: object = {}): string => `slipway: ready ${JSON.stringify(said)}`

/** What a ready line says; undefined for any other line. */
export const readReadyLine = (line: string): Record<string, unknown> | undefined => {
  const match = /^slipway: ready(?: (\{.*\}))?$/.exec(line.trimEnd())
  if (!match) return undefined
  return match[1] === undefined ? {} : (JSON.parse(match[1]) as Record<string, unknown>)
}
