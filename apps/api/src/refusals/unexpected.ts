import { Logger } from '@nestjs/common'
import { GraphQLError } from 'graphql'
import { randomUUID } from 'node:crypto'

const logger = new Logger('Unexpected')

/** Writes an error that nobody foresaw into the log, under an id that may be shown to anybody. */
export const recordUnexpected = (error: unknown): string => {
  const id = randomUUID()
  logger.error(`${id}: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`)
  return id
}

/** What a client may see of an error: what GraphQL or a refusal says; of everything else only an id. */
export const masked = (error: unknown): GraphQLError => {
  const inner = error instanceof GraphQLError ? error : undefined
  const original = inner?.originalError
  if (inner && (original === undefined || original === null || original instanceof GraphQLError)) return inner
  return new GraphQLError('Internal error', {
    ...(inner?.nodes && { nodes: inner.nodes }),
    ...(inner?.path && { path: inner.path }),
    extensions: { code: 'INTERNAL', id: recordUnexpected(original ?? error) },
  })
}
