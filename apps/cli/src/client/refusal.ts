import { Problem, type Kind, type Words } from '@slipway/domain'
import { words, type Language } from '@slipway/words'
import type { RefusalKind } from './types.generated.ts'

/** An expected failure as the API gives it. */
export interface Refusal {
  code: string
  kind: RefusalKind
  data: unknown
  message: string
}

/** A failure as the ledger keeps it. */
export type FailureInfo = Omit<Refusal, 'kind'>

/** The member that was hoped for; throws the problem that any other one is, with its words in that language. */
export const granted = <Member extends object>(
  language: Language,
  member: Member,
): Exclude<Member, { code: string }> => {
  if ('code' in member && 'message' in member) throw refusedBy(language, member as unknown as Refused)
  return member as Exclude<Member, { code: string }>
}

type Refused = Refusal & { holder?: { id: string; verb: string; state: string } }

const refusedBy = (language: Language, refusal: Refused): Problem =>
  problemOf(language, { ...refusal, kind: kindOf(refusal.kind) })

export const kinds = [
  'invalid',
  'not-found',
  'conflict',
  'forbidden',
  'unavailable',
  'damaged',
  'failed',
] as const satisfies Kind[]

/** A refusal as the problem that it is, with its words in that language; a busy thing names who holds it. */
export const problemOf = (language: Language, refusal: Omit<Refused, 'kind'> & { kind: Kind }): Problem => {
  const { holder } = refusal
  const said = wordsOf(language, refusal)
  return new Problem(refusal.code, refusal.kind, dataOf(refusal.data), {
    ...said,
    remedy: said.remedy || `slipway operation watch ${holder?.id ?? ''}`,
    ...(holder && { where: `operation ${holder.id} (${holder.verb}, ${holder.state.toLowerCase()})` }),
  })
}

/**
 * The words of a failure or finding. Where this release has none for its code, those that the API sent in English;
 * the last lines of a program are part of the cause.
 */
export const wordsOf = (language: Language, { code, data, message }: FailureInfo): Words => {
  const { what, why, remedy } = words(language, code, dataOf(data))
  const known = what !== code
  return { what: known ? what : message, ...(known && why !== undefined && { why }), remedy: remedy ?? '' }
}

export const dataOf = (data: unknown): Record<string, unknown> =>
  typeof data === 'object' && data !== null ? (data as Record<string, unknown>) : {}

/** How the API names a kind within a union. */
const kindOf = (kind: RefusalKind): Kind => kind.toLowerCase().replace('_', '-') as Kind
