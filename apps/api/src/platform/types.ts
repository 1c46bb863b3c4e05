import { Field, Float, Int, ObjectType } from '@nestjs/graphql'

@ObjectType('BundleVersion')
export class BundleVersion {
  @Field(() => String) kubernetesVersion!: string
  @Field(() => String) digest!: string
  @Field(() => Int) artifacts!: number
  @Field(() => Float) bytes!: number
}

@ObjectType('Platform')
export class Platform {
  @Field(() => String) version!: string
  @Field(() => Int) apiVersion!: number
}
