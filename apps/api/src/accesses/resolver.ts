import { Inject } from '@nestjs/common'
import { Args, Context, ID, Int, Mutation, Resolver } from '@nestjs/graphql'
import { refuse } from '@slipway/domain'
import { addAccess, findAccess, recordAudit, type Access as Row } from '@slipway/persistence'
import { PARTS, type Parts } from '../parts.ts'
import { Allow } from '../permissions/allow.ts'
import { allow } from '../permissions/project.ts'
import { checkedId, isId, known } from '../schema/id.ts'
import { callerOf, freshReaders, type Context as Asked } from '../web/context.ts'
import { makeKubeconfig } from './kubeconfig.ts'
import { serverFor } from './server.ts'
import { makeSigningRequest } from './signing-request.ts'
import { Access, KubeconfigResult, RevokeResult } from './types.ts'

/** The Kubernetes signer gives at most what the cluster is set to; a month is enough for anybody. */
const [leastHours, mostHours] = [1, 31 * 24]
const hour = 60 * 60 * 1000

@Resolver(() => Access)
export class AccessesResolver {
  @Inject(PARTS) private readonly parts!: Parts

  @Mutation(() => KubeconfigResult)
  @Allow('accesses:issue')
  async issueKubeconfig(
    @Args('cluster', { type: () => ID }) id: string,
    @Args('hours', { type: () => Int, nullable: true, defaultValue: 12 }) hours: number | null,
    @Args('server', { type: () => String, nullable: true }) asked: string | null | undefined,
    @Context() context: Asked,
  ) {
    const cluster = known('cluster', id, isId(id) ? await context.readers.cluster(id) : undefined)
    allow(context, 'accesses:issue', cluster.project)
    const valid = hours ?? 12
    if (valid < leastHours || valid > mostHours)
      throw refuse('invalid', 'access/HoursInvalid', { field: 'hours', least: leastHours, most: mostHours })
    if (cluster.apiServers.length === 0 || cluster.deletedAt !== null)
      throw refuse('conflict', 'access/ClusterNotRunning', { cluster: cluster.name })
    const server = serverFor(cluster, asked)
    const { name } = callerOf(context).person
    const expiresAt = new Date(Date.now() + valid * hour)
    const access = await context.readers.em.transactional(async (tx) => {
      const added = await addAccess(tx, {
        ...{ project: cluster.project, cluster: id, name: `${name}@${cluster.name}`, createdBy: name },
        expiresAt,
      })
      await recordAudit(tx, {
        ...{ userName: name, project: cluster.project, action: 'access.issue', subject: cluster.name },
        data: { id: added.id, cluster: id, expiresAt: expiresAt.toISOString() },
      })
      return added
    })
    const { key, signingRequest } = await makeSigningRequest(`slipway:access:${access.id}`)
    const signed = await this.parts.operations.requestAccess({ accessId: access.id, signingRequest })
    const yaml = makeKubeconfig({ cluster: cluster.name, user: access.name, server, key, ...signed })
    return { access, yaml }
  }

  @Mutation(() => RevokeResult)
  @Allow('accesses:issue')
  async revokeAccess(@Args('id', { type: () => ID }) id: string, @Context() context: Asked) {
    const { em } = context.readers
    const access = known('access', id, await findAccess(em, checkedId('access', id)))
    allow(context, 'accesses:issue', access.project)
    await recordAudit(em, {
      ...{ userName: callerOf(context).person.name, project: access.project },
      ...{ action: 'access.revoke', subject: access.name, data: { id, cluster: access.cluster } },
    })
    await this.parts.operations.revokeAccess(id)
    const now: Row | null = await findAccess(freshReaders(this.parts.database, context.caller).em, id)
    return { access: known('access', id, now) }
  }
}
