import { Args, Context, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql'
import { listClusters, listOperations, type Cluster as Row, type ClusterMember } from '@slipway/persistence'
import { Access } from '../accesses/types.ts'
import { Host } from '../hosts/types.ts'
import { Operation, OperationConnection } from '../operations/types.ts'
import { checkedPage, InnerPageArgs, PageArgs, pageOf } from '../paging/page.ts'
import { Allow } from '../permissions/allow.ts'
import { Project } from '../projects/types.ts'
import { checkedId, isId, known } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { Cluster, ClusterConnection, Node } from './types.ts'
import { isGiven } from '../schema/given.ts'

@Resolver(() => Cluster)
export class ClustersResolver {
  @Query(() => ClusterConnection)
  @Allow('clusters:read')
  async clusters(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args('includeDeleted', { type: () => Boolean, nullable: true, defaultValue: false })
    includeDeleted: boolean | null,
    @Args({ type: () => PageArgs }) page: PageArgs,
    @Context() { readers }: Asked,
  ) {
    const filter = {
      includeDeleted: includeDeleted ?? false,
      ...(isGiven(project) && { project: checkedId('project', project) }),
    }
    return pageOf(await listClusters(readers.em, filter, checkedPage(page)))
  }

  @Query(() => Cluster, { nullable: true })
  @Allow('clusters:read')
  async cluster(@Args('id', { type: () => ID }) id: string, @Context() { readers }: Asked) {
    return isId(id) ? readers.cluster(id) : null
  }

  @ResolveField(() => Project)
  async project(@Parent() cluster: Row, @Context() { readers }: Asked) {
    return known('project', cluster.project, await readers.project(cluster.project))
  }

  @ResolveField(() => [Node])
  async nodes(@Parent() { id }: Row, @Context() { readers }: Asked) {
    return (await readers.members(id)) ?? []
  }

  @ResolveField(() => OperationConnection)
  async operations(
    @Parent() { id }: Row,
    @Args({ type: () => InnerPageArgs }) page: InnerPageArgs,
    @Context() { readers }: Asked,
  ) {
    return pageOf(await listOperations(readers.em, { cluster: id }, checkedPage(page)))
  }

  @ResolveField(() => Operation, { nullable: true })
  openOperation(@Parent() { id }: Row, @Context() { readers }: Asked) {
    return readers.holder(id)
  }

  @ResolveField(() => [Access])
  async accesses(@Parent() { id }: Row, @Context() { readers }: Asked) {
    return (await readers.accesses(id)) ?? []
  }
}

@Resolver(() => Node)
export class NodeFields {
  @ResolveField(() => Host)
  async host(@Parent() { host }: ClusterMember, @Context() { readers }: Asked) {
    return known('host', host, await readers.host(host))
  }
}
