import { Field, GraphQLISODateTime, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../paging/page.ts'
import { Conflict, Invalid } from '../refusals/types.ts'
import { resultOf } from '../schema/union.ts'

export const CredentialKind = { PASSWORD: 'password', PRIVATE_KEY: 'private-key' } as const
registerEnumType(CredentialKind, { name: 'CredentialKind' })

/** What may be seen of a credential: never what is sealed. */
@ObjectType('Credential')
export class Credential {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
  @Field(() => String) userName!: string
  @Field(() => CredentialKind) kind!: string
  @Field(() => GraphQLISODateTime) createdAt!: Date
}

export const CredentialConnection = connectionOf(Credential)
export const AddCredentialResult = resultOf('AddCredentialResult', Credential, Invalid, Conflict)

@InputType('CredentialInput')
export class CredentialInput {
  @Field(() => ID, { nullable: true }) project?: string | null
  @Field(() => String) name!: string
  @Field(() => String) userName!: string
  @Field(() => String, { nullable: true }) password?: string | null
  @Field(() => String, { nullable: true }) privateKey?: string | null
  @Field(() => String, { nullable: true }) passphrase?: string | null
  @Field(() => String, { nullable: true }) sudoPassword?: string | null
}
