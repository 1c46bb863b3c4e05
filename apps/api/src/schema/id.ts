import { refuse } from '@slipway/domain'
import { z } from 'zod'

const uuid = z.uuid()
export const isId = (id: string): boolean => uuid.safeParse(id).success

/** What was found; throws access/Unknown where nothing was, or where it may not be seen: these are the same. */
export const known = <Row>(what: string, id: string, row: Row | null | undefined): Row => {
  if (row === null || row === undefined) throw refuse('not-found', 'access/Unknown', { what, id })
  return row
}

/** An id as the database takes it. Throws access/Unknown for one that can name nothing. */
export const checkedId = (what: string, id: string): string => {
  if (!isId(id)) throw refuse('not-found', 'access/Unknown', { what, id })
  return id
}
