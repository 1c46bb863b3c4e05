import { Context, Parent, ResolveField, Resolver } from '@nestjs/graphql'
import type { Operation as Row } from '@slipway/persistence'
import { Cluster } from '../clusters/types.ts'
import { Plan } from '../plans/types.ts'
import { infoOf } from '../refusals/info.ts'
import { Busy, FailureInfo } from '../refusals/types.ts'
import { known } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { cellOf } from './cell.ts'
import { Cell, Operation } from './types.ts'

@Resolver(() => Operation)
export class OperationFields {
  @ResolveField(() => Cluster)
  async cluster(@Parent() operation: Row, @Context() { readers }: Asked) {
    return known('cluster', operation.cluster, await readers.cluster(operation.cluster))
  }

  @ResolveField(() => Plan)
  async plan(@Parent() operation: Row, @Context() { readers }: Asked) {
    return known('plan', operation.plan, await readers.plan(operation.plan))
  }

  @ResolveField(() => FailureInfo, { nullable: true })
  failure(@Parent() { failure }: Row): FailureInfo | null {
    return infoOf(failure)
  }

  @ResolveField(() => [Cell], { description: 'One per step and target that began.' })
  async progress(@Parent() { id }: Row, @Context() { readers }: Asked): Promise<Cell[]> {
    return ((await readers.cells(id)) ?? []).map(cellOf)
  }

  @ResolveField(() => String, {
    description: 'The newest position in the ledger; give it to operationEvents as `after`.',
  })
  async cursor(@Parent() { id }: Row, @Context() { readers }: Asked): Promise<string> {
    return String((await readers.position(id)) ?? 0)
  }
}

@Resolver(() => Busy)
export class BusyFields {
  @ResolveField(() => Operation)
  async holder(@Parent() { data }: { data: { holder: string } }, @Context() { readers }: Asked) {
    return known('operation', data.holder, await readers.operation(data.holder))
  }
}
