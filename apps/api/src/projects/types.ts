import { Field, ID, ObjectType } from '@nestjs/graphql'

@ObjectType('Project')
export class Project {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
}
