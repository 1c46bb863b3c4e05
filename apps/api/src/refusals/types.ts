import { Field, InterfaceType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Json } from '../schema/json.ts'

export const RefusalKind = {
  INVALID: 'invalid',
  NOT_FOUND: 'not-found',
  CONFLICT: 'conflict',
  FORBIDDEN: 'forbidden',
  UNAVAILABLE: 'unavailable',
  DAMAGED: 'damaged',
  FAILED: 'failed',
} as const
registerEnumType(RefusalKind, { name: 'RefusalKind' })

@InterfaceType('Refusal', {
  description:
    'What every expected failure has. The words for people are in the catalogue, by code and data, in every language.',
  resolveType: (value: { __typename: string }) => value.__typename,
})
export abstract class Refusal {
  @Field(() => String) code!: string
  @Field(() => RefusalKind) kind!: string
  @Field(() => Json) data!: unknown
  @Field(() => String, { description: 'English, for scripts and logs.' }) message!: string
}

@ObjectType('Invalid', { implements: () => [Refusal] })
export class Invalid extends Refusal {
  @Field(() => String, { nullable: true, description: 'Which input, as a path.' }) field?: string
}

@ObjectType('NotFound', { implements: () => [Refusal] })
export class NotFound extends Refusal {}

@ObjectType('Conflict', { implements: () => [Refusal] })
export class Conflict extends Refusal {}

/** `holder`, the operation that holds the cluster or the host, is resolved with the operations. */
@ObjectType('Busy', { implements: () => [Refusal] })
export class Busy extends Refusal {}

@ObjectType('Denied', { implements: () => [Refusal] })
export class Denied extends Refusal {}

@ObjectType('Unavailable', { implements: () => [Refusal] })
export class Unavailable extends Refusal {}

/** A failure as the ledger keeps it. */
@ObjectType('FailureInfo')
export class FailureInfo {
  @Field(() => String) code!: string
  @Field(() => Json) data!: unknown
  @Field(() => String) message!: string
}
