import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql'
import { Conflict, Invalid, NotFound, Unavailable } from '../refusals/types.ts'
import { resultOf } from '../schema/union.ts'

@ObjectType('Access')
export class Access {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
  @Field(() => GraphQLISODateTime) expiresAt!: Date
  @Field(() => GraphQLISODateTime, { nullable: true }) revokedAt?: Date | null
  @Field(() => String) createdBy!: string
}

@ObjectType('Kubeconfig')
export class Kubeconfig {
  @Field(() => Access) access!: Access
  @Field(() => String) yaml!: string
}

@ObjectType('Revoked')
export class Revoked {
  @Field(() => Access) access!: Access
}

export const KubeconfigResult = resultOf(
  'KubeconfigResult',
  Kubeconfig,
  NotFound,
  Conflict,
  Unavailable,
  Invalid,
)
export const RevokeResult = resultOf('RevokeResult', Revoked, NotFound, Unavailable)
