import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql'
import { Denied, Invalid, Unavailable } from '../refusals/types.ts'
import { resultOf } from '../schema/union.ts'

@ObjectType('User')
export class User {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
  @Field(() => Boolean) admin!: boolean
}

@ObjectType('Session')
export class Session {
  @Field(() => String, { nullable: true, description: 'Absent where a cookie was set.' }) token?: string
  @Field(() => GraphQLISODateTime) expiresAt!: Date
  @Field(() => User) user!: User
}

export const LoginResult = resultOf('LoginResult', Session, Denied, Unavailable)
export const ChangePasswordResult = resultOf('ChangePasswordResult', User, Denied, Invalid)
