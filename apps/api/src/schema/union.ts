import type { Type } from '@nestjs/common'
import { createUnionType } from '@nestjs/graphql'

/** What a mutation gives: its result, or one of the refusals that are to be expected of it. */
export const resultOf = (name: string, result: Type, ...refusals: Type[]): Type =>
  createUnionType({
    name,
    types: () => [result, ...refusals],
    resolveType: (value: { __typename?: string }) => value.__typename ?? result.name,
  }) as Type
