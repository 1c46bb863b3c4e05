import { Field, Float, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { Busy, Conflict, Invalid, NotFound, Unavailable } from '../refusals/types.ts'
import { Json } from '../schema/json.ts'
import { resultOf } from '../schema/union.ts'

export const Severity = { BLOCKER: 'blocker', WARNING: 'warning' } as const
registerEnumType(Severity, { name: 'Severity' })

@ObjectType('Plan')
export class Plan {
  @Field(() => ID) hash!: string
  @Field(() => String) verb!: string
  @Field(() => GraphQLISODateTime) createdAt!: Date
}

@ObjectType('PlanStep')
export class PlanStep {
  @Field(() => String) name!: string
  @Field(() => String) tool!: string
  @Field(() => String) action!: string
  @Field(() => [String]) after!: string[]
  @Field(() => String, { nullable: true }) follows?: string | null
  @Field(() => Int, { nullable: true }) atOnce?: number | null
  @Field(() => String) disrupts!: string
  @Field(() => String) verify!: string
  @Field(() => String, { nullable: true, description: 'An action; null where it cannot be undone.' })
  undo?: string | null
  @Field(() => String, { nullable: true, description: 'The code of the reason why it cannot be undone.' })
  undoImpossible?: string | null
  @Field(() => Boolean) skippable!: boolean
  @Field(() => Float, { nullable: true }) expectedSeconds?: number | null
}

@ObjectType('Target', { description: 'A host, or the cluster itself (host null).' })
export class Target {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
}

@ObjectType('Finding')
export class Finding {
  @Field(() => Severity) severity!: string
  @Field(() => String) code!: string
  @Field(() => Json) data!: unknown
  @Field(() => String) message!: string
}

export const PlanResult = resultOf('PlanResult', Plan, Invalid, NotFound, Conflict, Busy, Unavailable)
