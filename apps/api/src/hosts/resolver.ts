import { Inject } from '@nestjs/common'
import { Args, Context, ID, Mutation, Query, Resolver } from '@nestjs/graphql'
import {
  findHost,
  findHosts,
  forgetHostKey,
  listHosts,
  recordAudit,
  removeHost,
  type Host as Row,
} from '@slipway/persistence'
import { actorOf } from '../operations/actor.ts'
import { checkedPage, PageArgs, pageOf } from '../paging/page.ts'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { allow } from '../permissions/project.ts'
import { checked } from '../schema/checked.ts'
import { checkedId, isId, known } from '../schema/id.ts'
import { RemoveResult } from '../schema/removed.ts'
import { callerOf, freshReaders, type Context as Asked } from '../web/context.ts'
import { addToProject } from './add.ts'
import { hostRowSchema, readHosts } from './csv.ts'
import {
  AddHostResult,
  GatherFactsResult,
  Host,
  HostConnection,
  HostInput,
  ImportHostsResult,
} from './types.ts'
import { isGiven } from '../schema/given.ts'

@Resolver(() => Host)
export class HostsResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Query(() => HostConnection)
  @Allow('hosts:read')
  async hosts(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args({ type: () => PageArgs }) page: PageArgs,
    @Context() { readers }: Asked,
  ) {
    const filter = !isGiven(project) ? {} : { project: checkedId('project', project) }
    return pageOf(await listHosts(readers.em, filter, checkedPage(page)))
  }

  @Query(() => Host, { nullable: true })
  @Allow('hosts:read')
  async host(@Args('id', { type: () => ID }) id: string, @Context() { readers }: Asked) {
    return isId(id) ? readers.host(id) : null
  }

  @Mutation(() => AddHostResult)
  @Allow('hosts:write')
  async addHost(
    @Args('input', { type: () => HostInput }) { project, credential, name, address, port }: HostInput,
    @Context() context: Asked,
  ) {
    const [host] = await addToProject(context, { project, credential }, [
      checked(hostRowSchema, { name, address, port: port ?? 22 }),
    ])
    return host
  }

  @Mutation(() => ImportHostsResult, {
    description: 'Lines name,address,port below such a header; all or nothing.',
  })
  @Allow('hosts:write')
  async importHosts(
    @Args('project', { type: () => ID, nullable: true }) project: string | null | undefined,
    @Args('credential', { type: () => ID }) credential: string,
    @Args('csv', { type: () => String }) csv: string,
    @Context() context: Asked,
  ) {
    const { rows, errors } = readHosts(csv)
    if (errors.length === 0)
      return { hosts: await addToProject(context, { project, credential }, rows), errors: [] }
    return {
      hosts: [],
      errors: errors.map(({ line, problem: { code, data, words } }) => ({
        ...{ line, code, data, message: words.what },
      })),
    }
  }

  @Mutation(() => GatherFactsResult)
  @Allow('hosts:write')
  async gatherFacts(@Args('hosts', { type: () => [ID] }) ids: string[], @Context() context: Asked) {
    const { em } = context.readers
    const found = await findHosts(em, ids.filter(isId))
    for (const id of ids)
      allow(
        context,
        'hosts:write',
        known(
          'host',
          id,
          found.find((one) => one.id === id),
        ).project,
      )
    await this.parts.operations.requestFacts({ hosts: ids, actor: actorOf(context) })
    context.readers = freshReaders(this.parts.database, context.caller)
    return { hosts: await findHosts(context.readers.em, ids) }
  }

  @Mutation(() => AddHostResult, {
    description: 'After its key changed, which is refused until somebody says so.',
  })
  @Allow('hosts:write')
  async forgetHostKey(@Args('id', { type: () => ID }) id: string, @Context() context: Asked): Promise<Row> {
    return context.readers.em.transactional(async (tx) => {
      const host = known('host', id, await findHost(tx, checkedId('host', id)))
      allow(context, 'hosts:write', host.project)
      await forgetHostKey(tx, id)
      await recordAudit(tx, {
        ...{ userName: callerOf(context).person.name, project: host.project },
        ...{ action: 'host.forget-key', subject: host.name, data: { id } },
      })
      return { ...host, hostKey: null }
    })
  }

  @Mutation(() => RemoveResult)
  @Allow('hosts:write')
  async removeHost(@Args('id', { type: () => ID }) id: string, @Context() context: Asked) {
    return context.readers.em.transactional(async (tx) => {
      const host = known('host', id, await findHost(tx, checkedId('host', id)))
      allow(context, 'hosts:write', host.project)
      await removeHost(tx, id)
      await recordAudit(tx, {
        ...{ userName: callerOf(context).person.name, project: host.project },
        ...{ action: 'host.remove', subject: host.name, data: { id } },
      })
      return { id }
    })
  }
}
