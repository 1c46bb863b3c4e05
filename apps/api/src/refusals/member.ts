import type { Problem } from '@slipway/domain'
import { GraphQLError, isUnionType, getNamedType, type GraphQLOutputType } from 'graphql'

/** The member of a union that says each kind; the first that the union has is taken. */
const members: Record<Problem['kind'], readonly string[]> = {
  invalid: ['Invalid', 'Conflict'],
  'not-found': ['NotFound'],
  conflict: ['Conflict'],
  forbidden: ['Denied'],
  unavailable: ['Unavailable'],
  damaged: ['Unavailable'],
  failed: ['Unavailable'],
}

/**
 * An expected failure as the API gives it: a member of the field's union, or where the field has none for it, a
 * GraphQL error whose extensions say the same.
 */
export const refusalOf = (problem: Problem, returned: GraphQLOutputType): Record<string, unknown> => {
  const { code, kind, data } = problem
  const message = problem.words.what
  const type = getNamedType(returned)
  const known = isUnionType(type) ? type.getTypes().map(({ name }) => name) : []
  const wanted = typeof data.holder === 'string' ? ['Busy', ...members[kind]] : members[kind]
  const member = wanted.find((name) => known.includes(name))
  if (member === undefined) throw problemError(problem)
  const field = typeof data.field === 'string' ? { field: data.field } : {}
  return { __typename: member, code, kind, data, message, ...field }
}

/** What clients read in `extensions.code` of an error that is not in a union. */
const errorCodes: Partial<Record<Problem['kind'], string>> = { forbidden: 'FORBIDDEN' }

export const problemError = (problem: Problem): GraphQLError =>
  new GraphQLError(problem.words.what, {
    extensions: {
      code: problem.code === 'access/SignedOut' ? 'UNAUTHENTICATED' : (errorCodes[problem.kind] ?? 'REFUSED'),
      refusal: { code: problem.code, kind: problem.kind, data: problem.data },
    },
  })
