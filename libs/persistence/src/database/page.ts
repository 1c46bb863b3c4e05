import type { EntityManager } from '@mikro-orm/postgresql'
import { refuse } from '@slipway/domain'
import { z } from 'zod'

export interface PageRequest {
  /** How many; at most 200. */
  first: number
  /** The cursor of the page before. */
  after?: string | null | undefined
}

export interface Page<Row> {
  rows: Row[]
  endCursor: string | null
  hasNextPage: boolean
}

interface Dated {
  id: string
  createdAt: Date
}

const most = 200
const cursorSchema = z.tuple([z.iso.datetime(), z.uuid()])

export const encodeCursor = ({ createdAt, id }: Dated): string =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url')

/** Throws `operation/CursorUnknown`. */
export const decodeCursor = (cursor: string): Dated => {
  try {
    const [createdAt, id] = cursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    return { createdAt: new Date(createdAt), id }
  } catch {
    throw refuse('invalid', 'operation/CursorUnknown', { cursor: cursor.slice(0, 100) })
  }
}

/** One page of what `where` names, by time of creation and id; the scope of the entity manager holds here as everywhere. */
export const page = async <Row extends Dated>(
  em: EntityManager,
  entity: { '~entity': Row },
  where: object,
  { first, after }: PageRequest,
  order: 'newest' | 'oldest',
): Promise<Page<Row>> => {
  const limit = Math.min(Math.max(first, 1), most)
  const [direction, beyond] = order === 'newest' ? (['desc', '$lt'] as const) : (['asc', '$gt'] as const)
  const start = after ? decodeCursor(after) : undefined
  const keyset = start && {
    $or: [
      { createdAt: { [beyond]: start.createdAt } },
      { createdAt: start.createdAt, id: { [beyond]: start.id } },
    ],
  }
  const found = (await em.find(entity as never, keyset ? { $and: [where, keyset] } : where, {
    orderBy: [{ createdAt: direction }, { id: direction }] as never,
    limit: limit + 1,
  })) as unknown as Row[]
  const rows = found.slice(0, limit)
  const last = rows.at(-1)
  return { rows, endCursor: last ? encodeCursor(last) : null, hasNextPage: found.length > limit }
}
