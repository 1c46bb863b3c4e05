import type { Type } from '@nestjs/common'
import { ArgsType, Field, Int, ObjectType } from '@nestjs/graphql'
import { refuse } from '@slipway/domain'
import type { Page as Rows, PageRequest } from '@slipway/persistence'

@ObjectType('PageInfo')
export class PageInfo {
  @Field(() => String, { nullable: true }) endCursor?: string | null
  @Field(() => Boolean) hasNextPage!: boolean
}

export interface Page<Row> {
  nodes: Row[]
  pageInfo: PageInfo
}

/** The connection of one type, as in ClusterConnection. */
export const connectionOf = <Row extends object>(
  row: Type<Row>,
  name = `${row.name}Connection`,
): Type<Page<Row>> => {
  @ObjectType(name)
  class Connection implements Page<Row> {
    @Field(() => [row]) nodes!: Row[]
    @Field(() => PageInfo) pageInfo!: PageInfo
  }
  return Connection
}

export const usualPage = 50
/** The most rows that one page gives. */
export const longestPage = 200

@ArgsType()
export class PageArgs {
  @Field(() => Int, { nullable: true, defaultValue: usualPage }) first?: number | null
  @Field(() => String, { nullable: true }) after?: string | null
}

/** Pages within an object are shorter, for there may be many of these. */
@ArgsType()
export class InnerPageArgs {
  @Field(() => Int, { nullable: true, defaultValue: 20 }) first?: number | null
  @Field(() => String, { nullable: true }) after?: string | null
}

/** Throws access/InputInvalid for a page of no rows or of too many. */
export const checkedPage = ({ first: asked, after }: PageArgs): PageRequest => {
  const first = asked ?? usualPage
  if (first < 1 || first > longestPage)
    throw refuse('invalid', 'access/InputInvalid', { field: 'first', reason: `1 to ${longestPage}` })
  return { first, after }
}

export const pageOf = <Row>({ rows, endCursor, hasNextPage }: Rows<Row>): Page<Row> => ({
  nodes: rows,
  pageInfo: { endCursor, hasNextPage },
})
