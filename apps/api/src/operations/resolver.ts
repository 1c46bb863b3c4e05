import { Inject } from '@nestjs/common'
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import { listOperations } from '@slipway/persistence'
import { checkedPage, PageArgs, pageOf } from '../paging/page.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { allow } from '../permissions/project.ts'
import { checkedId, isId, known } from '../schema/id.ts'
import { freshReaders, type Context as Asked } from '../web/context.ts'
import { actorOf } from './actor.ts'
import { Operation, OperationConnection, StartResult } from './types.ts'
import { isGiven } from '../schema/given.ts'

const longestReason = 1000

@Resolver(() => Operation)
export class OperationsResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => OperationConnection)
  @Allow('operations:read')
  async operations(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args('cluster', { type: () => ID, nullable: true }) cluster: string | null | undefined,
    @Args('open', { type: () => Boolean, nullable: true }) open: boolean | null | undefined,
    @Args({ type: () => PageArgs }) page: PageArgs,
    @Context() { readers }: Asked,
  ) {
    const filter = {
      ...(isGiven(project) && { project: checkedId('project', project) }),
      ...(isGiven(cluster) && { cluster: checkedId('cluster', cluster) }),
      ...(isGiven(open) && { open }),
    }
    return pageOf(await listOperations(readers.em, filter, checkedPage(page)))
  }

  @Query(() => Operation, { nullable: true })
  @Allow('operations:read')
  async operation(@Args('id', { type: () => ID }) id: string, @Context() { readers }: Asked) {
    return isId(id) ? readers.operation(id) : null
  }

  @Mutation(() => StartResult)
  @Allow('operations:start')
  async startOperation(
    @Args('planHash', { type: () => ID }) planHash: string,
    @Args('reason', { type: () => String, nullable: true }) reason: string | null | undefined,
    @Context() context: Asked,
  ) {
    const plan = known('plan', planHash, await context.readers.plan(planHash))
    allow(context, 'operations:start', plan.project)
    const said = reason?.trim().slice(0, longestReason)
    const { id } = await this.parts.operations.start({
      ...{ planHash, actor: actorOf(context) },
      ...(said && { reason: said }),
    })
    context.readers = freshReaders(this.parts.database, context.caller)
    return { operation: known('operation', id, await context.readers.operation(id)) }
  }
}
