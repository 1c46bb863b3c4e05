import { Field, GraphQLISODateTime, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../paging/page.ts'
import { Busy, Conflict, FailureInfo, NotFound, Unavailable } from '../refusals/types.ts'
import { resultOf } from '../schema/union.ts'

export const OperationState = {
  RUNNING: 'running',
  SUCCEEDED: 'succeeded',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
} as const
registerEnumType(OperationState, { name: 'OperationState' })

export const CellState = {
  RUNNING: 'running',
  CHANGED: 'changed',
  SAME: 'same',
  FAILED: 'failed',
  SKIPPED: 'skipped',
} as const
registerEnumType(CellState, { name: 'CellState' })

@ObjectType('Operation')
export class Operation {
  @Field(() => ID) id!: string
  @Field(() => String) verb!: string
  @Field(() => OperationState) state!: string
  @Field(() => String) requestedBy!: string
  @Field(() => String, { nullable: true }) reason?: string | null
  @Field(() => GraphQLISODateTime) createdAt!: Date
  @Field(() => GraphQLISODateTime, { nullable: true }) endedAt?: Date | null
}

@ObjectType('Cell', { description: 'One step on one target, at its latest attempt.' })
export class Cell {
  @Field(() => String) step!: string
  @Field(() => ID) target!: string
  @Field(() => Int) attempt!: number
  @Field(() => CellState) state!: string
  @Field(() => GraphQLISODateTime) beganAt!: Date
  @Field(() => GraphQLISODateTime, { nullable: true }) endedAt?: Date | null
  @Field(() => FailureInfo, { nullable: true }) failure?: FailureInfo | null
}

@ObjectType('OperationEvent')
export class OperationEvent {
  @Field(() => String) cursor!: string
  @Field(() => Operation) operation!: Operation
  @Field(() => Cell, { nullable: true, description: 'Null: the operation itself changed.' })
  cell?: Cell | null
}

@ObjectType('Started')
export class Started {
  @Field(() => Operation) operation!: Operation
}

export const OperationConnection = connectionOf(Operation)
export const StartResult = resultOf('StartResult', Started, NotFound, Conflict, Busy, Unavailable)
