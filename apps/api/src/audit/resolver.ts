import { Args, Context, ID, Query, Resolver } from '@nestjs/graphql'
import { listAudit } from '@slipway/persistence'
import { checkedPage, PageArgs, pageOf } from '../paging/page.ts'
import { Allow } from '../permissions/allow.ts'
import { checkedId } from '../schema/id.ts'
import type { Context as Asked } from '../web/context.ts'
import { AuditConnection, AuditEntry } from './types.ts'
import { isGiven } from '../schema/given.ts'

@Resolver(() => AuditEntry)
export class AuditResolver {
  @Query(() => AuditConnection)
  @Allow('audit:read')
  async audit(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args({ type: () => PageArgs }) page: PageArgs,
    @Context() { readers }: Asked,
  ) {
    const filter = !isGiven(project) ? {} : { project: checkedId('project', project) }
    const found = pageOf(await listAudit(readers.em, filter, checkedPage(page)))
    return { ...found, nodes: found.nodes.map((row) => ({ ...row, at: row.createdAt, user: row.userName })) }
  }
}
