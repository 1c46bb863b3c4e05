import { Args, Context, Parent, ResolveField, Resolver } from '@nestjs/graphql'
import { listOperations, type Host as Row } from '@slipway/persistence'
import { Cluster, Role } from '../clusters/types.ts'
import { Credential } from '../credentials/types.ts'
import { OperationConnection } from '../operations/types.ts'
import { checkedPage, InnerPageArgs, pageOf } from '../paging/page.ts'
import { infoOf } from '../refusals/info.ts'
import { FailureInfo } from '../refusals/types.ts'
import { known } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { fingerprintOf } from './fingerprint.ts'
import { Host } from './types.ts'

@Resolver(() => Host)
export class HostFields {
  @ResolveField(() => Credential)
  async credential(@Parent() host: Row, @Context() { readers }: Asked) {
    return known('credential', host.credential, await readers.credential(host.credential))
  }

  @ResolveField(() => String, { nullable: true, description: 'A fingerprint as SHA256:..., once seen.' })
  hostKey(@Parent() { hostKey }: Row): string | null {
    return hostKey === null ? null : fingerprintOf(hostKey)
  }

  @ResolveField(() => FailureInfo, { nullable: true, description: 'Why the last look failed.' })
  factsFailure(@Parent() { factsFailure }: Row): FailureInfo | null {
    return infoOf(factsFailure)
  }

  @ResolveField(() => Boolean)
  gathering(@Parent() { gatheringSince }: Row): boolean {
    return gatheringSince !== null
  }

  @ResolveField(() => Cluster, { nullable: true })
  async cluster(@Parent() { id }: Row, @Context() { readers }: Asked) {
    const membership = await readers.membership(id)
    return membership ? readers.cluster(membership.cluster) : null
  }

  @ResolveField(() => Role, { nullable: true })
  async role(@Parent() { id }: Row, @Context() { readers }: Asked): Promise<string | null> {
    return (await readers.membership(id))?.role ?? null
  }

  @ResolveField(() => OperationConnection)
  async operations(
    @Parent() { id }: Row,
    @Args({ type: () => InnerPageArgs }) page: InnerPageArgs,
    @Context() { readers }: Asked,
  ) {
    return pageOf(await listOperations(readers.em, { host: id }, checkedPage(page)))
  }
}
