import { Field, GraphQLISODateTime, ID, ObjectType } from '@nestjs/graphql'
import { connectionOf } from '../paging/page.ts'
import { Json } from '../schema/json.ts'

@ObjectType('AuditEntry')
export class AuditEntry {
  @Field(() => ID) id!: string
  @Field(() => GraphQLISODateTime) at!: Date
  @Field(() => String) user!: string
  @Field(() => String, { nullable: true }) project?: string | null
  @Field(() => String) action!: string
  @Field(() => String) subject!: string
  @Field(() => Json) data!: unknown
}

export const AuditConnection = connectionOf(AuditEntry, 'AuditConnection')
