import { Inject } from '@nestjs/common'
import { Args, Context, ID, Resolver, Subscription } from '@nestjs/graphql'
import { Cluster } from '../clusters/types.ts'
import { Host } from '../hosts/types.ts'
import { Operation, OperationEvent } from '../operations/types.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { isId, known } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { changed, under } from './changed.ts'
import { operationEvents, positionOf } from './operation-events.ts'

const Project = () => Args('project', { type: () => ID, nullable: true })

@Resolver()
export class LiveResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Subscription(() => OperationEvent, {
    description: 'Everything after the cursor, then live. Ends when the operation has ended.',
  })
  @Allow('operations:read')
  async operationEvents(
    @Args('operation', { type: () => ID }) id: string,
    @Args('after', { type: () => String, nullable: true }) after: string | null | undefined,
    @Context() context: Asked,
  ) {
    const position = positionOf(after)
    known('operation', id, isId(id) ? await context.readers.operation(id) : undefined)
    return under('operationEvents', operationEvents(this.parts, context, id, position))
  }

  @Subscription(() => Cluster)
  @Allow('clusters:read')
  clusterChanged(@Project() project: string | null | undefined, @Context() context: Asked) {
    return under('clusterChanged', changed(this.parts, context, 'cluster', project))
  }

  @Subscription(() => Operation)
  @Allow('operations:read')
  operationChanged(@Project() project: string | null | undefined, @Context() context: Asked) {
    return under('operationChanged', changed(this.parts, context, 'operation', project))
  }

  @Subscription(() => Host)
  @Allow('hosts:read')
  hostChanged(@Project() project: string | null | undefined, @Context() context: Asked) {
    return under('hostChanged', changed(this.parts, context, 'host', project))
  }
}
