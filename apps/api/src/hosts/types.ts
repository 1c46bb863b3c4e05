import { Field, GraphQLISODateTime, ID, InputType, Int, ObjectType } from '@nestjs/graphql'
import { connectionOf } from '../paging/page.ts'
import { Conflict, Invalid, NotFound } from '../refusals/types.ts'
import { Json } from '../schema/json.ts'
import { resultOf } from '../schema/union.ts'

@ObjectType('Host')
export class Host {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
  @Field(() => String) address!: string
  @Field(() => Int) port!: number
  @Field(() => Json, { nullable: true }) facts?: unknown
  @Field(() => GraphQLISODateTime, { nullable: true }) factsAt?: Date | null
  @Field(() => GraphQLISODateTime) createdAt!: Date
}

@InputType('HostInput')
export class HostInput {
  @Field(() => ID, { nullable: true }) project?: string | null
  @Field(() => String) name!: string
  @Field(() => String) address!: string
  @Field(() => Int, { nullable: true, defaultValue: 22 }) port?: number | null
  @Field(() => ID) credential!: string
}

@ObjectType('CsvError')
export class CsvError {
  @Field(() => Int) line!: number
  @Field(() => String) code!: string
  @Field(() => Json) data!: unknown
  @Field(() => String) message!: string
}

@ObjectType('ImportedHosts')
export class ImportedHosts {
  @Field(() => [Host]) hosts!: Host[]
  @Field(() => [CsvError]) errors!: CsvError[]
}

@ObjectType('HostList')
export class HostList {
  @Field(() => [Host]) hosts!: Host[]
}

export const HostConnection = connectionOf(Host)
export const AddHostResult = resultOf('AddHostResult', Host, Invalid, Conflict, NotFound)
export const ImportHostsResult = resultOf('ImportHostsResult', ImportedHosts, NotFound, Invalid)
export const GatherFactsResult = resultOf('GatherFactsResult', HostList, NotFound)
