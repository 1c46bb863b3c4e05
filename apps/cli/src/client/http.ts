import { setDefaultCACertificates, getCACertificates } from 'node:tls'
import type { Problem } from '@slipway/domain'
import type { Language } from '@slipway/words'
import { z } from 'zod'
import { clientProblems } from './problems.ts'
import { kinds, problemOf } from './refusal.ts'

/** A platform to ask, and as whom. */
export interface Server {
  /** Scheme, host and port, without a path. */
  url: string
  /** Of a session; absent before login. */
  token?: string
  /** PEM of the authority that signs the server's certificate, beside those that this machine trusts. */
  authority?: string
}

/** The same, with the language in which its refusals are read. */
export interface Asking extends Server {
  language: Language
}

export const trust = ({ authority }: Server): void => {
  if (authority !== undefined) setDefaultCACertificates([...getCACertificates('default'), authority])
}

export const headersOf = ({ token }: Server): Record<string, string> =>
  token === undefined ? {} : { authorization: `Bearer ${token}` }

/** `refusal`: an expected failure of a field that has no union for it. */
const errorSchema = z.object({
  message: z.string(),
  path: z
    .array(z.union([z.string(), z.number()]))
    .readonly()
    .optional(),
  extensions: z
    .object({
      code: z.string().optional(),
      id: z.string().optional(),
      refusal: z
        .object({ code: z.string(), kind: z.enum(kinds), data: z.record(z.string(), z.unknown()) })
        .optional(),
    })
    .optional(),
})
const answerSchema = z.object({ data: z.unknown().optional(), errors: z.array(errorSchema).optional() })
export type GraphqlError = z.infer<typeof errorSchema>

/** Asks the API. Gives the data, and the server's clock minus ours in milliseconds as far as its Date header tells. */
export const ask = async (
  server: Asking,
  text: string,
  variables: unknown,
): Promise<{ data: unknown; clock: number }> => {
  const answer = await reach(server, '/graphql', {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'application/json', ...headersOf(server) },
    body: JSON.stringify({ query: text, variables }),
  })
  const parsed = answerSchema.safeParse(await answer.json().catch(() => undefined))
  if (!parsed.success) throw clientProblems.NotSlipway({ server: server.url, status: answer.status })
  const [first] = parsed.data.errors ?? []
  if (first) throw problemOfError(server, first)
  return { data: parsed.data.data, clock: clockOf(answer.headers.get('date')) }
}

/** A request to the platform; a refused login and an unreachable server become problems. */
export const reach = async (server: Server, path: string, init: RequestInit): Promise<Response> => {
  const answer = await fetch(new URL(path, server.url), init).catch((error: unknown) => {
    if (init.signal?.aborted) throw error
    throw clientProblems.ServerUnreachable({ server: server.url, reason: reasonOf(error) })
  })
  if (answer.status === 401) throw clientProblems.NotSignedIn({ server: server.url })
  return answer
}

/** What the API says in `errors` is nobody's expected failure: the login, a permission, the request or a defect. */
export const problemOfError = ({ url: server, language }: Asking, error: GraphqlError): Problem => {
  const { code = '', id, refusal } = error.extensions ?? {}
  const at = error.path === undefined ? '' : ` at ${error.path.join('.')}`
  const message = `${error.message}${at}${id === undefined ? '' : ` (${id})`}`
  if (code === 'UNAUTHENTICATED') return clientProblems.NotSignedIn({ server })
  if (refusal) return problemOf(language, { ...refusal, message: error.message })
  if (code === 'FORBIDDEN') return clientProblems.NotAllowed({ server, message })
  if (code === 'BAD_USER_INPUT' || code.startsWith('GRAPHQL_'))
    return clientProblems.NotAskedRight({ server, message })
  return clientProblems.ServerFailed({ server, message })
}

/** `fetch failed` says nothing; its innermost cause does. */
export const reasonOf = (error: unknown): string => {
  if (!(error instanceof Error)) return String(error)
  if (error instanceof AggregateError && error.message === '') return error.errors.map(reasonOf).join('; ')
  return error.cause === undefined ? error.message : reasonOf(error.cause)
}

/** The header is whole seconds; a difference that rounding explains is none. */
const clockOf = (date: string | null): number => {
  const offset = date === null ? NaN : Date.parse(date) + 500 - Date.now()
  return Math.abs(offset) > 2000 ? offset : 0
}
