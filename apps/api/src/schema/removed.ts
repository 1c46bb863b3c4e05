import { Field, ID, ObjectType } from '@nestjs/graphql'
import { Conflict, NotFound } from '../refusals/types.ts'
import { resultOf } from './union.ts'

@ObjectType('Removed')
export class Removed {
  @Field(() => ID) id!: string
}

export const RemoveResult = resultOf('RemoveResult', Removed, NotFound, Conflict)
