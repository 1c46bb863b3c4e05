import type { Language } from '@slipway/words'
import type { Document } from './document.ts'
import { ask, trust, type Asking, type Server } from './http.ts'
import { logLines, type LogLine, type LogQuery } from './logs.ts'
import { granted } from './refusal.ts'
import { resumed, type ConnectionListener } from './resume.ts'
import { subscribe } from './socket.ts'
import { checkApi } from './version.ts'

interface Live {
  listener?: ConnectionListener
  signal?: AbortSignal
}

/** The platform as every command sees it. */
export interface Client {
  readonly server: Server
  readonly language: Language
  /** Throws a problem where the platform cannot be reached, the login is refused or a permission is missing. */
  ask<Result, Variables>(
    document: Document<Result, Variables>,
    ...variables: Args<Variables>
  ): Promise<Result>
  /** The member of a union that was hoped for; any other one is thrown as the problem that it is. */
  granted<Member extends object>(member: Member): Exclude<Member, { code: string }>
  /** All events after a position, over lost connections, until the server completes the stream. */
  events<Result, Variables extends { after?: string | null | undefined }>(
    document: Document<Result, Variables>,
    variables: Variables,
    options: Live & { cursorOf: (event: Result) => string },
  ): AsyncGenerator<Result, void>
  /** What happens from now on; for those who ask anew for what they missed, `open` is called at every connection. */
  changes<Result, Variables extends object>(
    document: Document<Result, Variables>,
    variables: Variables,
    options: Live & { open?: () => void },
  ): AsyncGenerator<Result, void>
  logs(query: LogQuery, options?: Live): AsyncGenerator<LogLine, void>
  /** The server's clock, in milliseconds. */
  now(): number
}

type Args<Variables> = Record<string, never> extends Variables ? [] : [Variables]

/** Opens nothing yet: the first question checks that the versions of API and CLI go together. */
export const openClient = (options: { server: Server; language: Language }): Client => {
  const { language } = options
  const server: Asking = { ...options.server, language }
  trust(server)
  let clock = 0
  let checked: Promise<void> | undefined
  const check = () => (checked ??= checkApi(server))
  return {
    server,
    language,
    ask: async (document, ...[variables]) => {
      await check()
      const answer = await ask(server, document.text, variables)
      clock = answer.clock
      return answer.data as never
    },
    granted: (member) => granted(language, member),
    events: (document, variables, { cursorOf, listener, signal }) =>
      resumed({
        open: (after, connected) =>
          subscribe(server, { text: document.text, variables: { ...variables, after } }, connected, signal),
        cursorOf,
        after: variables.after ?? undefined,
        listener,
        signal,
      }),
    changes: (document, variables, { listener, signal, open }) =>
      resumed({
        open: (_, connected) => {
          const opened = () => {
            connected()
            open?.()
          }
          return subscribe(server, { text: document.text, variables: { ...variables } }, opened, signal)
        },
        cursorOf: () => '',
        listener,
        signal,
      }),
    logs: (query, { listener, signal } = {}) =>
      resumed({
        open: (after, connected) => logLines(server, query, after, connected, signal),
        cursorOf: ({ seq }) => seq,
        listener,
        signal,
      }),
    now: () => Date.now() + clock,
  }
}
