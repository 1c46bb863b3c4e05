import { Field, GraphQLISODateTime, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql'
import { connectionOf } from '../paging/page.ts'
import { Json } from '../schema/json.ts'

export const Role = { CONTROL_PLANE: 'control-plane', WORKER: 'worker' } as const
registerEnumType(Role, { name: 'Role' })

export const ClusterState = {
  DRAFT: 'draft',
  CREATING: 'creating',
  RUNNING: 'running',
  CHANGING: 'changing',
  FAILED: 'failed',
  DELETING: 'deleting',
  DELETED: 'deleted',
} as const
registerEnumType(ClusterState, {
  name: 'ClusterState',
  description: 'DRAFT: planned, never started. The rest follows from its operations.',
})

@ObjectType('Cluster')
export class Cluster {
  @Field(() => ID) id!: string
  @Field(() => String) name!: string
  @Field(() => ClusterState) state!: string
  @Field(() => String) kubernetesVersion!: string
  @Field(() => Json) spec!: unknown
  @Field(() => [String]) apiServers!: string[]
  @Field(() => GraphQLISODateTime) createdAt!: Date
  @Field(() => GraphQLISODateTime, { nullable: true }) deletedAt?: Date | null
}

@ObjectType('Node')
export class Node {
  @Field(() => Role) role!: string
}

@InputType('ClusterInput')
export class ClusterInput {
  @Field(() => ID, { nullable: true }) project?: string | null
  @Field(() => String) name!: string
  @Field(() => String) kubernetesVersion!: string
  @Field(() => [ID]) controlPlanes!: string[]
  @Field(() => [ID], { nullable: true, defaultValue: [] }) workers?: string[] | null
  @Field(() => String, { nullable: true }) podNetwork?: string | null
  @Field(() => String, { nullable: true }) serviceNetwork?: string | null
  @Field(() => String, { nullable: true }) proxyMode?: string | null
  @Field(() => [String], { nullable: true }) apiNames?: string[] | null
}

export const ClusterConnection = connectionOf(Cluster)
